// The frame of the page: product and user at the top, the sign-in card or the Customers page below.
import { createApi } from '../api/api';
import { fill, h, type Child } from '../h';
import { icon } from '../icons';
import type { Session, SignIn } from '../sign-in/sign-in';
import { customersPage } from './customers-page';
import { messageBar } from './message-bar';

export function showSignIn(signIn: SignIn, note?: string): void {
  const title = 'Sign in';
  document.title = `${title} – Customers of MCI engagements`;
  show(
    undefined,
    h(
      'section',
      { class: 'card sign-in', 'aria-labelledby': 'sign-in' },
      h('h1', { id: 'sign-in' }, title),
      h(
        'p',
        { class: 'subtitle' },
        'Add and claim customers for workshops, obtain their consent, submit the workshop claim.',
      ),
      note !== undefined && h('div', { role: 'alert' }, messageBar('warning', { title: note })),
      signIn.form((session) => {
        showPage(signIn, session);
      }),
    ),
  );
}

export function showPage(signIn: SignIn, session: Session): void {
  const life = new AbortController();
  const leave = (note?: string) => {
    if (life.signal.aborted) return;
    life.abort();
    for (const dialog of document.querySelectorAll('dialog')) dialog.remove();
    document.documentElement.classList.remove('has-dialog');
    showSignIn(signIn, note);
  };
  const api = createApi(session, () => {
    leave('Your session has ended. Sign in again; you come back to where you were.');
  });
  const signOut = async () => {
    await session.signOut();
    leave();
  };
  const { name, partner, role } = session.account;
  const user = h(
    'div',
    { class: 'user' },
    h(
      'div',
      { class: 'who' },
      h('strong', {}, partner ?? name),
      h(
        'span',
        {},
        partner === undefined ? role : `${name}${role === undefined ? '' : ` · ${role}`}`,
      ),
    ),
    h(
      'button',
      {
        type: 'button',
        class: 'on-brand',
        'aria-label': 'Sign out',
        onclick: () => void signOut(),
      },
      icon('signOut'),
      h('span', {}, 'Sign out'),
    ),
  );
  show(user, h('h1', {}, 'Customers'), customersPage(api, session.account, life.signal));
}

function show(user: Child, ...content: readonly Child[]): void {
  const skip = h(
    'a',
    {
      href: '#main',
      class: 'skip',
      onclick: (event) => {
        event.preventDefault();
        main.focus();
      },
    },
    'Skip to the content',
  );
  const header = h(
    'header',
    { class: 'top' },
    h(
      'div',
      { class: 'brand' },
      h('strong', {}, 'Commerce Incentives'),
      h('span', {}, 'Engagement customers'),
    ),
    user,
  );
  const main = h('main', { id: 'main', tabindex: '-1' }, content);
  fill(document.body, skip, header, main);
}
