// Pages of a list that is read by continuation tokens: forward by the answer's token, back by those remembered.
import { h } from '../h';
import { icon } from '../icons';

export interface Pager {
  /** The token of the page that is shown; undefined on the first. */
  readonly token: string | undefined;
  reset(): void;
  /** Buttons for the list as it was answered; nothing where all is on one page. */
  element(next: string | undefined, onTurn: () => void): HTMLElement | undefined;
}

export function createPager(): Pager {
  let tokens: string[] = [];
  return {
    get token() {
      return tokens.at(-1);
    },
    reset() {
      tokens = [];
    },
    element(next, onTurn) {
      if (tokens.length === 0 && next === undefined) return undefined;
      const turn = (change: () => void) => () => {
        change();
        onTurn();
      };
      const back = h(
        'button',
        { type: 'button', disabled: tokens.length === 0, onclick: turn(() => tokens.pop()) },
        icon('previous'),
        'Previous',
      );
      const forward = h(
        'button',
        {
          type: 'button',
          disabled: next === undefined,
          onclick: turn(() => tokens.push(next ?? '')),
        },
        'Next',
        icon('next'),
      );
      return h(
        'nav',
        { class: 'pager', 'aria-label': 'Pages' },
        back,
        h('span', {}, `Page ${tokens.length + 1}`),
        forward,
      );
    },
  };
}
