// What stands in the place of rows: while they load, when there are none, and when they can't be had.
import { wordsFor } from '../api/problem';
import type { Tab } from '../api/types';
import { h, type Child } from '../h';
import { icon } from '../icons';
import { messageBar } from './message-bar';

export function skeletonRows(count: number): HTMLElement {
  const bar = (width: string) => h('span', { class: `bone ${width}` });
  return h(
    'div',
    { class: 'skeleton' },
    h('p', { class: 'sr' }, 'Loading …'),
    Array.from({ length: count }, () =>
      h(
        'div',
        { class: 'skeleton-row', 'aria-hidden': 'true' },
        bar('long'),
        bar('short'),
        bar('medium'),
        bar('medium'),
      ),
    ),
  );
}

const emptyTexts: Record<Tab, readonly [title: string, text: string]> = {
  eligible: [
    'No eligible customers yet',
    'Add a customer to start. Customers who gave you a consent before appear here by themselves.',
  ],
  ineligible: [
    'No ineligible customers',
    'Customers you know who can’t take part now would be listed here, with the reason.',
  ],
  complete: [
    'No completed workshops yet',
    'Customers appear here when you have submitted the workshop claim.',
  ],
};

export function emptyTab(tab: Tab, action: Child): HTMLElement {
  const [title, text] = emptyTexts[tab];
  return empty(title, text, action);
}

export function nothingFound(search: string, action: Child): HTMLElement {
  return empty('Nothing found', `No customer on this tab matches “${search}”.`, action);
}

export function empty(title: string, text: string, action?: Child): HTMLElement {
  return h('div', { class: 'empty' }, icon('people'), h('h2', {}, title), h('p', {}, text), action);
}

export function failed(error: unknown, retry: () => void): HTMLElement {
  return h(
    'div',
    { class: 'failed', role: 'alert' },
    messageBar(
      'error',
      wordsFor(error),
      h('button', { type: 'button', onclick: retry }, 'Try again'),
    ),
  );
}
