// The audit trail in words, newest first, attempt by attempt.
import type { HistoryEntry } from '../api/types';
import { momentOf } from '../formats';
import { h } from '../h';

export const changeNames: Readonly<Record<string, string>> = {
  addCustomer: 'Customer added',
  claimCustomer: 'Customer claimed',
  triggerConsent: 'Consent asked for',
  resendConsent: 'Request resent',
  remind: 'Reminder due',
  approve: 'Consent given',
  decline: 'Declined by the customer',
  showInterest: 'Late interest shown by the customer',
  expireConsent: 'Time to obtain consent over',
  supersede: 'Consent given to another partner',
  submitWorkshopClaim: 'Workshop claim submitted',
  expireDelivery: 'Time to deliver over',
  cancel: 'Canceled',
};

export function historyList(entries: readonly HistoryEntry[]): HTMLElement {
  if (entries.length === 0)
    return h(
      'p',
      { class: 'hint' },
      'Nothing has happened with this customer in this engagement yet.',
    );
  const attempts = new Set(entries.map(({ attempt }) => attempt));
  const newest = [...entries].sort((a, b) =>
    a.at === b.at ? b.version - a.version : a.at < b.at ? 1 : -1,
  );
  return h(
    'ol',
    { class: 'history' },
    newest.map(({ at, by, what, attempt }) =>
      h(
        'li',
        { class: what },
        h('strong', {}, changeNames[what] ?? what),
        h(
          'span',
          { class: 'below' },
          `${momentOf(at)} · ${by}${attempts.size > 1 ? ` · attempt ${attempt}` : ''}`,
        ),
      ),
    ),
  );
}
