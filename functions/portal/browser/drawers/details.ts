// The drawer of a row: why the customer is here, both clocks, what is on record, and the history.
import { createLatest } from '../api/latest';
import { isSuperseded, ProblemError } from '../api/problem';
import type { HistoryEntry, Row } from '../api/types';
import { rowPath, subtitleOf, type Context } from '../dialogs/context';
import { openFrame } from '../dialogs/dialog';
import { contactFact, facts } from '../dialogs/facts';
import { dateOf, momentOf } from '../formats';
import { fill, h } from '../h';
import { messageBar } from '../page/message-bar';
import { failed, skeletonRows } from '../page/states';
import { clocks } from './clocks';
import { historyList } from './history';

export function openDetails(context: Context, row: Row): void {
  const latest = createLatest();
  const { body } = openFrame({
    title: row.customer.name,
    subtitle: subtitleOf(context),
    kind: 'drawer',
    onClose: () => {
      latest();
    },
  });
  const timeline = h('div');
  const history = h('div', { 'aria-live': 'polite' });
  fill(
    body,
    row.mailProblem !== undefined &&
      messageBar('warning', {
        title: 'The last e-mail to the customer did not arrive.',
        detail: row.mailProblem.detail,
      }),
    h(
      'section',
      { class: 'why' },
      h('h3', {}, 'Why is this customer here?'),
      h('p', {}, row.why),
      reasons(row),
    ),
    timeline,
    h('section', {}, h('h3', {}, 'On record'), record(row)),
    h('section', {}, h('h3', {}, 'History'), history),
  );

  async function load(): Promise<void> {
    fill(timeline, clocks(row, []));
    fill(history, skeletonRows(3));
    try {
      const path = `${rowPath(context, row.customer.id)}/history`;
      const { entries } = await context.api.get<{ entries: HistoryEntry[] }>(path, latest());
      fill(timeline, clocks(row, entries));
      fill(history, historyList(entries));
    } catch (error) {
      if (isSuperseded(error)) return;
      const isEmpty = error instanceof ProblemError && error.problem.status === 404;
      fill(history, isEmpty ? historyList([]) : failed(error, () => void load()));
    }
  }
  void load();
}

function reasons({ reasons: list, tab }: Row) {
  return (
    tab === 'ineligible' &&
    h(
      'ul',
      {},
      list.map(({ text }) => h('li', {}, text)),
    )
  );
}

function record({ customer, association, status }: Row): HTMLElement {
  const verb = association?.origin === 'claimed' ? 'Claimed' : 'Added';
  return facts([
    ['Domain', customer.domain],
    ['Tenant ID', customer.tenantId && h('span', { class: 'mono' }, customer.tenantId)],
    ['TPID', customer.tpid],
    ['Location', association?.locationId],
    [verb, association && dateOf(association.addedAt)],
    [
      'Deadline',
      status.deadline && [
        momentOf(status.deadline),
        h('br'),
        h('span', { class: 'hint' }, status.rule),
      ],
    ],
    [
      'Contact at the customer',
      association?.customerContact && contactFact(association.customerContact),
    ],
    ['Reminders sent by you', association?.resends],
    ['Reason for the other domain', association?.domainMismatchReason],
  ]);
}
