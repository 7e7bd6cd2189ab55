// Step 2 of adding and claiming: the workshops that can be chosen, and those that can't, with the reasons (R15).
import type { Choices } from '../api/types';
import { h, type Child } from '../h';
import { messageBar } from '../page/message-bar';
import { checkbox, group, showFieldError } from './fields';
import type { Outcome } from './steps';

export interface WorkshopChoice {
  readonly element: HTMLElement;
  /** Nothing can be chosen. */
  readonly isEmpty: boolean;
  chosen(): readonly { id: string; name: string }[];
  /** On, where one is chosen; else says that one has to be. */
  next(): Promise<Outcome>;
}

/** `preferred`: the engagement whose page is open, chosen from the start where it can be. */
export function workshopChoice(choices: Choices, preferred: string): WorkshopChoice {
  const { selectable, notSelectable } = choices;
  const checks = selectable.map(({ engagementId, name }) => ({
    id: engagementId,
    name,
    ...checkbox(
      {
        name: 'engagementIds',
        value: engagementId,
        checked: engagementId === preferred || selectable.length === 1,
      },
      name,
      engagementId === preferred ? 'This page’s engagement' : undefined,
    ),
  }));
  const error = h('p', { class: 'field-error', role: 'alert' });
  const list = group(
    'Workshops you can choose',
    checks.map(({ element }) => element),
    error,
  );
  const chosen = () =>
    checks.filter(({ input }) => input.checked).map(({ id, name }) => ({ id, name }));
  const element = h(
    'div',
    {},
    selectable.length === 0
      ? messageBar('warning', {
          title: 'No workshop can be chosen for this customer from this location.',
          detail: 'The reasons are below.',
        })
      : list,
    notSelectable.length > 0 && refused(notSelectable),
  );
  return {
    element,
    isEmpty: selectable.length === 0,
    chosen,
    next() {
      const isMissing = chosen().length === 0;
      showFieldError(list, list, error, isMissing ? 'Choose at least one workshop.' : undefined);
      return Promise.resolve(isMissing ? { stayAt: () => checks[0]?.input.focus() } : 'next');
    },
  };
}

function refused(notSelectable: Choices['notSelectable']): Child {
  return h(
    'section',
    { class: 'refused' },
    h('h4', {}, 'Not possible now'),
    h(
      'ul',
      {},
      notSelectable.map(({ name, reasons }) =>
        h(
          'li',
          {},
          h('strong', {}, name),
          reasons.map(({ text, unmet = [] }) => [
            h('p', {}, text),
            unmet.length > 0 &&
              h(
                'ul',
                {},
                unmet.map((each) => h('li', {}, each.text)),
              ),
          ]),
        ),
      ),
    ),
  );
}
