// Above the rows: search, add, export, load again.
import { h } from '../h';
import { icon } from '../icons';

const debounceMs = 300;

export interface ToolbarEvents {
  readonly onSearch: (text: string) => void;
  readonly onAdd: () => void;
  readonly onExport: () => void;
  readonly onRefresh: () => void;
}

export interface Toolbar {
  readonly element: HTMLElement;
  readonly add: HTMLButtonElement;
  readonly download: HTMLButtonElement;
  clearSearch(): void;
}

export function createToolbar({ onSearch, onAdd, onExport, onRefresh }: ToolbarEvents): Toolbar {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let last = '';
  const searchNow = () => {
    clearTimeout(timer);
    const text = search.value.trim();
    if (text === last) return;
    last = text;
    onSearch(text);
  };
  const search = h('input', {
    type: 'search',
    id: 'search',
    class: 'control',
    'aria-label': 'Search customers by name, domain, tenant ID or TPID',
    placeholder: 'Search name, domain or ID',
    maxlength: 100,
    autocomplete: 'off',
    spellcheck: 'false',
    oninput: () => {
      clearTimeout(timer);
      timer = setTimeout(searchNow, debounceMs);
    },
  });
  const add = h(
    'button',
    {
      type: 'button',
      class: 'primary',
      'data-key': 'add',
      'aria-haspopup': 'dialog',
      onclick: onAdd,
    },
    icon('add'),
    'Add customer',
  );
  const download = h(
    'button',
    { type: 'button', onclick: onExport },
    icon('download'),
    'Export CSV',
  );
  const refresh = h(
    'button',
    { type: 'button', class: 'square', 'aria-label': 'Load again', onclick: onRefresh },
    icon('refresh'),
  );
  const form = h(
    'form',
    {
      role: 'search',
      class: 'search',
      onsubmit: (event) => {
        event.preventDefault();
        searchNow();
      },
    },
    icon('search'),
    search,
  );
  return {
    element: h(
      'div',
      { class: 'toolbar' },
      form,
      h('div', { class: 'tools' }, refresh, download, add),
    ),
    add,
    download,
    clearSearch() {
      clearTimeout(timer);
      search.value = last = '';
    },
  };
}
