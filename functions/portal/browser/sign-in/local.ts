// Signs in at an issuer that gives any role to anybody: for trying out on one's own machine only.
import { fetchOrThrow } from '../api/api';
import { Unreachable, wordsFor } from '../api/problem';
import { selectField, textField } from '../dialogs/fields';
import { h } from '../h';
import { messageBar } from '../page/message-bar';
import type { LocalSignIn, Session, SignIn } from './sign-in';

const roles = [
  { value: 'Incentives.Admin', text: 'Incentives admin' },
  { value: 'Incentives.User', text: 'Incentives user' },
];
const storageKey = 'portal.local-user';
const renewMs = 60_000;

interface User {
  readonly tenantId: string;
  readonly role: string;
  readonly name: string;
}

export function localSignIn({ issuer, partners }: LocalSignIn): SignIn {
  async function sessionOf(user: User): Promise<Session> {
    let held = await askToken(issuer, user);
    sessionStorage.setItem(storageKey, JSON.stringify(user));
    return {
      account: {
        name: user.name,
        partner: partners.find(({ tenantId }) => tenantId === user.tenantId)?.name,
        role: roles.find(({ value }) => value === user.role)?.text,
      },
      async token(isFresh) {
        if (isFresh || Date.now() > held.until - renewMs) held = await askToken(issuer, user);
        return held.token;
      },
      signOut() {
        sessionStorage.removeItem(storageKey);
        return Promise.resolve();
      },
    };
  }

  return {
    async resume() {
      const stored = sessionStorage.getItem(storageKey);
      return stored === null ? undefined : sessionOf(JSON.parse(stored) as User);
    },
    form(onSignedIn) {
      const partner = selectField({
        path: 'partner',
        label: 'Partner account',
        options: partners.map(({ name, tenantId }) => ({ value: tenantId, text: name })),
      });
      const role = selectField({ path: 'role', label: 'Role', options: roles });
      const name = textField({
        path: 'name',
        label: 'Your name',
        required: true,
        value: 'Ada Lovelace',
        autocomplete: 'name',
      });
      const message = h('div', { role: 'alert' });
      const button = h('button', { type: 'submit', class: 'primary wide' }, 'Sign in');
      const submit = async () => {
        name.showError(name.value() === '' ? 'Enter a name.' : undefined);
        if (name.value() === '') {
          name.focus();
          return;
        }
        button.disabled = true;
        message.replaceChildren();
        try {
          const user = { tenantId: partner.value(), role: role.value(), name: name.value() };
          onSignedIn(await sessionOf(user));
        } catch (error) {
          message.replaceChildren(messageBar('error', wordsFor(error)));
        } finally {
          button.disabled = false;
        }
      };
      return h(
        'form',
        {
          novalidate: true,
          onsubmit: (event) => {
            event.preventDefault();
            void submit();
          },
        },
        messageBar('info', {
          title: 'Sample sign-in',
          detail: 'This runs on your own machine: choose whom to be.',
        }),
        partner.element,
        role.element,
        name.element,
        message,
        button,
      );
    },
  };
}

async function askToken(issuer: string, { tenantId, role, name }: User) {
  const response = await fetchOrThrow(`${issuer}/token`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ tenantId, roles: [role], name }),
  });
  if (!response.ok) throw new Unreachable(`the issuer answered ${response.status}`);
  const { access_token, expires_in } = (await response.json()) as {
    access_token: string;
    expires_in: number;
  };
  return { token: access_token, until: Date.now() + expires_in * 1000 };
}
