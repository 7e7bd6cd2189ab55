// The rows of a tab: a table that becomes cards on a narrow screen. Its roles are written out, so that it stays a table.
import type { Action, Row } from '../api/types';
import { momentOf } from '../formats';
import { h, newId, type Child } from '../h';
import { icon } from '../icons';

export interface RowEvents {
  readonly onAction: (action: Action, row: Row) => void;
  readonly onDetails: (row: Row) => void;
}

export const actionNames: Record<Action, string> = {
  claimCustomer: 'Claim customer',
  triggerCustomerConsent: 'Trigger customer consent',
  resendCustomerConsent: 'Resend customer consent',
  submitWorkshopClaim: 'Submit workshop claim',
  viewWorkshopClaim: 'View workshop claim',
  cancel: 'Cancel',
};

export function rowsTable(rows: readonly Row[], caption: string, events: RowEvents): HTMLElement {
  const columns = ['Customer', 'Type', 'Status', 'Action'];
  return h(
    'table',
    { role: 'table', class: 'rows' },
    h('caption', { class: 'sr' }, caption),
    h(
      'thead',
      { role: 'rowgroup' },
      h(
        'tr',
        { role: 'row' },
        columns.map((name) => h('th', { role: 'columnheader', scope: 'col' }, name)),
      ),
    ),
    h(
      'tbody',
      { role: 'rowgroup' },
      rows.map((row) => rowElement(row, events)),
    ),
  );
}

function rowElement(row: Row, events: RowEvents): HTMLElement {
  const { customer, type } = row;
  return h(
    'tr',
    { role: 'row', 'data-customer': customer.id },
    h('th', { role: 'rowheader', scope: 'row', class: 'customer' }, customerCell(row, events)),
    cell('Type', 'type', typeOf(type)),
    cell('Status', 'status', statusCell(row, events)),
    cell('Action', 'actions', actionsOf(row, events)),
  );
}

function cell(name: string, kind: string, content: Child): HTMLElement {
  return h(
    'td',
    { role: 'cell', class: kind },
    h('span', { class: 'cell-name', 'aria-hidden': 'true' }, name),
    h('div', { class: 'cell' }, content),
  );
}

function customerCell(row: Row, { onDetails }: RowEvents): Child {
  const { id, name, domain, tenantId, tpid } = row.customer;
  const below = domain ?? (tpid === undefined ? tenantId : `TPID ${tpid}`);
  return [
    h(
      'button',
      {
        type: 'button',
        class: 'link',
        'data-key': `details ${id}`,
        'aria-haspopup': 'dialog',
        onclick: () => {
          onDetails(row);
        },
      },
      name,
    ),
    below !== undefined && below !== name && h('span', { class: 'below' }, below),
    row.mailProblem !== undefined &&
      h('span', { class: 'below warn' }, icon('warning'), 'The last e-mail did not arrive'),
  ];
}

function typeOf(type: Row['type']): Child {
  if (type === null) return dash();
  return h('span', { class: `badge ${type === 'active' ? 'success' : 'neutral'}` }, type);
}

function dash(): Child {
  return [h('span', { 'aria-hidden': 'true' }, '–'), h('span', { class: 'sr' }, 'none')];
}

function statusCell(row: Row, { onDetails }: RowEvents): Child {
  const { text, daysLeft, deadline, rule } = row.status;
  if (row.tab === 'ineligible' && row.reasons.length > 0) {
    return h(
      'ul',
      { class: 'reasons' },
      row.reasons.map((reason) => h('li', {}, reason.text)),
    );
  }
  if (daysLeft === undefined || deadline === undefined) {
    if (text === '–') return dash();
    return h('span', { class: row.tab === 'complete' ? 'badge success' : undefined }, text);
  }
  const id = newId('rule');
  const level = daysLeft <= 1 ? 'danger' : daysLeft <= 7 ? 'warning' : 'calm';
  return h(
    'div',
    { class: 'tip-anchor', onkeydown: dismiss, onmouseleave: recall, onfocusout: recall },
    h(
      'button',
      {
        type: 'button',
        class: `days ${level}`,
        'aria-describedby': id,
        'data-key': `status ${row.customer.id}`,
        onclick: () => {
          onDetails(row);
        },
      },
      level !== 'calm' && icon('warning'),
      text,
    ),
    h(
      'span',
      { class: 'below' },
      row.type === 'active' ? 'to deliver and claim' : 'to obtain consent',
    ),
    h(
      'span',
      { class: 'tip', role: 'tooltip', id },
      h('strong', {}, `Until ${momentOf(deadline)}`),
      ' ',
      rule,
    ),
  );
}

/** A tooltip can be sent away without moving on (WCAG 1.4.13). */
function dismiss(event: Event): void {
  if (
    event instanceof KeyboardEvent &&
    event.key === 'Escape' &&
    event.currentTarget instanceof HTMLElement
  ) {
    event.currentTarget.classList.add('dismissed');
  }
}

function recall(event: Event): void {
  if (event.currentTarget instanceof HTMLElement) event.currentTarget.classList.remove('dismissed');
}

function actionsOf(row: Row, { onAction }: RowEvents): Child {
  if (row.actions.length === 0) return dash();
  return row.actions.map((action) =>
    h(
      'button',
      {
        type: 'button',
        class: action === 'cancel' ? 'subtle' : undefined,
        'aria-haspopup': 'dialog',
        'data-key': `${action} ${row.customer.id}`,
        onclick: () => {
          onAction(action, row);
        },
      },
      actionNames[action],
      h('span', { class: 'sr' }, ` – ${row.customer.name}`),
    ),
  );
}
