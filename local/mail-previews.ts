// Every mail in every language, made from an example life of an association: `/previews` of the local inbox.
import { answererName, declineReason } from '../shared/domain/answer';
import {
  language as languages,
  type Association,
  type Language,
} from '../shared/domain/association';
import { decideStep } from '../shared/domain/decide-step';
import type { Step } from '../shared/domain/commands';
import { mailKind, type MailKind } from '../shared/domain/mail';
import { openAssociation } from '../shared/domain/opening';
import { addDays, toInstant, type Instant } from '../shared/domain/time';
import { renderMail } from '../shared/email/render';
import { consentStatement } from '../shared/texts/statement';
import { html, markupOf } from '../shared/texts/html';
import { Refused, type Answer, type Asked } from './http-server';
import { readSample } from './sample';

const added = toInstant(new Date('2027-03-01T09:00:00Z'));
const link = 'https://consent.example/consent/an-example-of-a-link';

/** The page or mail at the path, or undefined for a path outside `/previews`. */
export function mailPreviews({ method, url }: Asked): Answer | undefined {
  const [, kind, language] = /^\/previews(?:\/(\w+)\/(\w+))?$/.exec(url.pathname) ?? [undefined];
  if (method !== 'GET' || !url.pathname.startsWith('/previews')) return undefined;
  if (url.pathname === '/previews') return page(index());
  const chosen = { kind: mailKind.safeParse(kind), language: languages.safeParse(language) };
  if (!chosen.kind.success || !chosen.language.success) {
    throw new Refused(404, 'NotFound', 'There is no such mail.');
  }
  return page(preview(chosen.kind.data, chosen.language.data));
}

function preview(kind: MailKind, language: Language): string {
  const { association, now } = momentOf(kind, language);
  const isRequest = kind === 'consentRequest' || kind === 'consentReminder';
  return renderMail(kind, { association, language, now, ...(isRequest ? { link } : {}) }).html;
}

function index(): string {
  const rows = mailKind.options.map(
    (kind) =>
      html`<tr>
        <th scope="row">${kind}</th>
        ${languages.options.map(
          (each) => html`<td><a href="/previews/${kind}/${each}">${each}</a></td>`,
        )}
      </tr>`,
  );
  return markupOf(
    html`<!doctype html>
      <html lang="en">
        <head>
          <meta charset="utf-8" />
          <title>Mails</title>
          <link rel="stylesheet" href="/style.css" />
        </head>
        <body>
          <main>
            <h1>All mails, in all languages</h1>
            <table>
              ${rows}
            </table>
          </main>
        </body>
      </html>`,
  );
}

/** The association and the instant at which such a mail is sent. */
function momentOf(kind: MailKind, language: Language): { association: Association; now: Instant } {
  const asked = step(open(), {
    type: 'triggerConsent',
    customerContact: { title: 'CIO', name: 'Nora North', email: 'nora@northwind.example' },
    partnerContact: { company: 'Contoso Consulting', name: 'Ada', email: 'ada@contoso.example' },
    language,
    partnerLanguage: language,
    ...at(1),
  });
  const agree: Step = {
    type: 'approve',
    approverName: answererName.parse('Nora North'),
    statement: asked.status === 'consentRequested' ? consentStatement(asked, language) : '',
    contactVersion: 1,
    ...at(3),
  };
  const settle = (days: number): Step => ({ type: 'settle', marginSeconds: 0, ...at(days) });
  const winner = {
    engagementId: asked.engagementId,
    partnerId: readSample().partners[1]?.id ?? asked.partnerId,
    partnerName: 'Fabrikam Services',
    state: 'active' as const,
    wonAt: at(2).at,
  };
  const moments: Record<MailKind, () => { association: Association; now: Instant }> = {
    consentRequest: () => ({ association: asked, now: at(1).at }),
    consentReminder: () => ({ association: asked, now: at(23).at }),
    consentReceipt: () => ({ association: step(asked, agree), now: at(3).at }),
    consentGiven: () => ({ association: step(asked, agree), now: at(3).at }),
    cancelNotice: () => ({
      association: step(asked, { type: 'cancel', reason: 'The project has moved.', ...at(4) }),
      now: at(4).at,
    }),
    consentWarning: () => ({ association: asked, now: at(29).at }),
    consentDeclined: () => ({
      association: step(asked, {
        type: 'decline',
        name: answererName.parse('Nora North'),
        reason: declineReason.parse('Not this year.'),
        contactVersion: 1,
        ...at(3),
      }),
      now: at(3).at,
    }),
    consentExpired: () => ({ association: step(asked, settle(30)), now: at(30).at }),
    lateInterest: () => ({ association: step(asked, settle(30)), now: at(31).at }),
    superseded: () => {
      const lost = decideStep(asked, settle(2), winner);
      return { association: lost.ok ? lost.association : asked, now: at(2).at };
    },
    deliveryWarning: () => ({ association: step(asked, agree), now: at(63).at }),
    deliveryExpired: () => ({
      association: step(step(asked, agree), settle(93)),
      now: at(93).at,
    }),
  };
  return moments[kind]();
}

function open(): Association {
  const { partners, engagements, customers } = readSample();
  const [partner, engagement, profile] = [partners[0], engagements[0], customers[0]];
  const location = partner?.locations[0];
  if (!partner || !engagement || !profile || !location) throw new Error('the sample data is empty');
  const command = { type: 'addCustomer' as const, partner, profile, locationId: location.id };
  return openAssociation(
    profile.id,
    undefined,
    { ...command, engagements: [engagement], ...at(0) },
    engagement,
  );
}

function at(days: number): Pick<Step, 'at' | 'by'> {
  return { at: addDays(added, days), by: { kind: 'system' } };
}

function step(association: Association, next: Step): Association {
  const decision = decideStep(association, next);
  if (!decision.ok) throw new Error(`the example can’t ${next.type}: ${decision.refusal.code}`);
  return decision.association;
}

function page(body: string): Answer {
  const headers = {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy':
      "default-src 'none'; style-src 'self' 'unsafe-inline'; frame-ancestors 'none'",
  };
  return { status: 200, headers, body };
}
