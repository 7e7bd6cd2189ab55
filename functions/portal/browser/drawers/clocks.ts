// A small timeline of both clocks of an association: to obtain consent, then to deliver (R18, R23).
import type { HistoryEntry, Row } from '../api/types';
import { dateOf, days } from '../formats';
import { h, type Child } from '../h';
import { changeNames } from './history';

const dayMs = 86_400_000;

interface Clock {
  readonly title: string;
  readonly from: string;
  readonly until: string;
  /** When it was stopped by what it waits for. */
  readonly stoppedAt?: string | undefined;
  readonly stoppedBy?: string;
  readonly daysLeft?: number | undefined;
  readonly marks: readonly HistoryEntry[];
}

export function clocks(row: Row, entries: readonly HistoryEntry[]): Child {
  const { association, status } = row;
  if (association === undefined) return undefined;
  const own = entries.filter(({ attempt }) => attempt === association.attempt);
  const at = (what: string) => own.find((entry) => entry.what === what)?.at;
  const approvedAt = at('approve');
  const isDelivering = association.deliveryDeadline !== undefined;
  const consent: Clock = {
    title: 'To obtain consent',
    from: association.addedAt,
    until: association.consentDeadline,
    stoppedAt: approvedAt,
    stoppedBy: 'Consent given',
    daysLeft: isDelivering ? undefined : status.daysLeft,
    marks: own.filter(({ what }) =>
      ['triggerConsent', 'resendConsent', 'remind', 'approve'].includes(what),
    ),
  };
  const delivery: Clock | undefined =
    association.deliveryDeadline === undefined || approvedAt === undefined
      ? undefined
      : {
          title: 'To deliver and submit the workshop claim',
          from: approvedAt,
          until: association.deliveryDeadline,
          stoppedAt: at('submitWorkshopClaim'),
          stoppedBy: 'Claim submitted',
          daysLeft: status.daysLeft,
          marks: own.filter(
            ({ what, at: when }) =>
              (what === 'remind' && when > approvedAt) || what === 'submitWorkshopClaim',
          ),
        };
  return h(
    'section',
    { class: 'clocks' },
    h('h3', {}, 'Clocks'),
    clock(consent),
    delivery === undefined
      ? h(
          'p',
          { class: 'hint' },
          isDelivering ? '' : 'The time to deliver starts with the customer’s consent.',
        )
      : clock(delivery),
  );
}

function clock({
  title,
  from,
  until,
  stoppedAt,
  stoppedBy = '',
  daysLeft,
  marks,
}: Clock): HTMLElement {
  const total = Date.parse(until) - Date.parse(from);
  const share = (instant: string) =>
    Math.min(1, Math.max(0, (Date.parse(instant) - Date.parse(from)) / total));
  const used =
    stoppedAt !== undefined
      ? share(stoppedAt)
      : daysLeft === undefined
        ? 1
        : 1 - (daysLeft * dayMs) / Math.max(total, dayMs);
  const state =
    stoppedAt !== undefined
      ? `${stoppedBy} on ${dateOf(stoppedAt)}`
      : daysLeft === undefined
        ? 'Over'
        : `${days(daysLeft)} left of ${Math.round(total / dayMs)}`;
  const isUrgent = stoppedAt === undefined && daysLeft !== undefined && daysLeft <= 7;
  const level = stoppedAt !== undefined ? 'done' : isUrgent ? 'urgent' : 'running';
  return h(
    'div',
    { class: 'clock' },
    h('p', { class: 'clock-title' }, h('strong', {}, title), h('span', {}, state)),
    h(
      'div',
      { class: `track ${level}`, 'aria-hidden': 'true' },
      placed(h('span', { class: 'used' }), 'width', Math.max(0, used)),
      marks.map((mark) =>
        placed(
          h('span', {
            class: `mark ${mark.what}`,
            title: `${changeNames[mark.what] ?? mark.what}, ${dateOf(mark.at)}`,
          }),
          'left',
          share(mark.at),
        ),
      ),
    ),
    h('p', { class: 'clock-ends' }, h('span', {}, dateOf(from)), h('span', {}, dateOf(until))),
  );
}

/** By the style object, which the page's CSP allows; a style attribute would be refused. */
function placed(element: HTMLElement, property: 'left' | 'width', share: number): HTMLElement {
  element.style.setProperty(property, `${(share * 100).toFixed(1)}%`);
  return element;
}
