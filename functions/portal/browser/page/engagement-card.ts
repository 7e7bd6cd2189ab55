// The engagement whose page is open: chosen from a list, with what a partner has to know of it.
import type { EngagementSummary } from '../api/types';
import { calendarDayOf } from '../formats';
import { h } from '../h';

export interface EngagementEvents {
  readonly onChoose: (id: string) => void;
  readonly onAbout: () => void;
}

export function engagementCard(
  engagements: readonly EngagementSummary[],
  chosen: EngagementSummary,
  { onChoose, onAbout }: EngagementEvents,
): HTMLElement {
  const select = h(
    'select',
    {
      id: 'engagement',
      class: 'control',
      onchange: () => {
        onChoose(select.value);
      },
    },
    engagements.map(({ id, name }) => h('option', { value: id, selected: id === chosen.id }, name)),
  );
  const { solutionArea, role, startsOn, lastDayToClaimCustomers, isOpenForCustomers } = chosen;
  const locations = `${chosen.eligibleLocations} of ${chosen.enrolledLocations} enrolled`;
  return h(
    'section',
    { class: 'card engagement', 'aria-label': 'Engagement' },
    h(
      'div',
      { class: 'engagement-choice' },
      h('label', { for: 'engagement' }, 'Engagement'),
      select,
      h(
        'button',
        { type: 'button', class: 'link about', 'aria-haspopup': 'dialog', onclick: onAbout },
        'About this engagement',
      ),
    ),
    h(
      'dl',
      { class: 'engagement-facts' },
      fact('Solution area', solutionArea),
      fact('Role', role),
      fact('Starts', calendarDayOf(startsOn)),
      fact(
        'Last day to claim customers',
        calendarDayOf(lastDayToClaimCustomers),
        isOpenForCustomers ? undefined : 'closed',
      ),
      fact('Eligible locations', locations),
    ),
  );
}

function fact(term: string, value: string, badge?: string): HTMLElement {
  return h(
    'div',
    {},
    h('dt', {}, term),
    h('dd', {}, value, badge !== undefined && [' ', h('span', { class: 'badge warning' }, badge)]),
  );
}

export function engagementSkeleton(): HTMLElement {
  return h(
    'section',
    { class: 'card engagement', 'aria-busy': 'true', 'aria-label': 'Engagement' },
    h('p', { class: 'sr' }, 'Loading the engagements …'),
    h('span', { class: 'bone long', 'aria-hidden': 'true' }),
    h('span', { class: 'bone medium', 'aria-hidden': 'true' }),
  );
}
