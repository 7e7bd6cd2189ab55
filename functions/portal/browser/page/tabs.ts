// The three tabs with their counts (R3), in the tab pattern: one tab stop, arrows, Home and End move and choose.
import { tabs, type Tab } from '../api/types';
import { fill, h } from '../h';

export const tabNames: Record<Tab, string> = {
  eligible: 'Eligible',
  ineligible: 'Ineligible',
  complete: 'Complete',
};

export interface Tabs {
  readonly list: HTMLElement;
  readonly panel: HTMLElement;
  /** Without counts, those shown before stay. */
  show(tab: Tab, counts?: Readonly<Record<Tab, number>>): void;
  clearCounts(): void;
}

export function createTabs(onChoose: (tab: Tab) => void): Tabs {
  const counts = new Map(tabs.map((tab) => [tab, h('span', { class: 'count' })]));
  const buttons = tabs.map((tab) =>
    h(
      'button',
      {
        type: 'button',
        role: 'tab',
        id: `tab-${tab}`,
        class: 'tab',
        'aria-controls': 'customers',
        onclick: () => {
          onChoose(tab);
        },
      },
      tabNames[tab],
      counts.get(tab),
    ),
  );
  const move = (event: Event) => {
    if (!(event instanceof KeyboardEvent)) return;
    const now = buttons.findIndex((button) => button === document.activeElement);
    const next = { ArrowLeft: now - 1, ArrowRight: now + 1, Home: 0, End: -1 }[event.key];
    if (next === undefined) return;
    event.preventDefault();
    const target = buttons.at(next % buttons.length);
    target?.focus();
    target?.click();
  };
  const list = h(
    'div',
    { role: 'tablist', class: 'tabs', 'aria-label': 'Customers by eligibility', onkeydown: move },
    buttons,
  );
  const panel = h('div', { role: 'tabpanel', id: 'customers', class: 'panel', tabindex: '-1' });
  return {
    list,
    panel,
    show(tab, numbers) {
      buttons.forEach((button, index) => {
        const isChosen = tabs[index] === tab;
        button.setAttribute('aria-selected', String(isChosen));
        button.tabIndex = isChosen ? 0 : -1;
      });
      panel.setAttribute('aria-labelledby', `tab-${tab}`);
      if (numbers === undefined) return;
      for (const [each, element] of counts) fill(element, numbers[each]);
    },
    clearCounts() {
      for (const element of counts.values()) fill(element);
    },
  };
}
