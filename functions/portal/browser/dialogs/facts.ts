// Facts as a list of terms, for reviews and drawers; facts that are not there are left out.
import { h, type Child } from '../h';

export function facts(entries: readonly (readonly [term: string, fact: Child])[]): HTMLElement {
  return h(
    'dl',
    { class: 'facts' },
    entries.flatMap(([term, fact]) =>
      fact === undefined || fact === '' ? [] : [h('div', {}, h('dt', {}, term), h('dd', {}, fact))],
    ),
  );
}

export function contactFact({
  title,
  name,
  email,
}: {
  title?: string | undefined;
  name: string;
  email: string;
}): Child {
  return [name, title === undefined ? '' : `, ${title}`, h('br'), email];
}
