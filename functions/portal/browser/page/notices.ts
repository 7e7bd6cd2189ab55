// What the page says by itself: errors to see at the top, and a quiet word for screen readers when a list has loaded.
import { isSuperseded, wordsFor } from '../api/problem';
import { fill, h } from '../h';
import { messageBar } from './message-bar';

export interface Notices {
  readonly element: HTMLElement;
  readonly error: (error: unknown) => void;
  readonly say: (text: string) => void;
  readonly clear: () => void;
}

export function createNotices(): Notices {
  const alert = h('div', { role: 'alert' });
  const status = h('p', { role: 'status', class: 'sr' });
  return {
    element: h('div', { class: 'notices' }, alert, status),
    error: (error) => {
      if (!isSuperseded(error)) fill(alert, messageBar('error', wordsFor(error)));
    },
    say: (text) => {
      fill(status, text);
    },
    clear: () => {
      fill(alert);
    },
  };
}
