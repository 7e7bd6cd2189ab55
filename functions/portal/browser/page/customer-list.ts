// The rows of the open tab: searched, paged, loaded again; what was asked before a newer request is dropped.
import type { Api } from '../api/api';
import { createLatest } from '../api/latest';
import { isSuperseded } from '../api/problem';
import type { CustomersPage, EngagementSummary, Tab } from '../api/types';
import { focusSuccessor, keyOf } from '../focus';
import { fill, h, type Child } from '../h';
import { createPager } from './pager';
import { rowsTable, type RowEvents } from './rows';
import { emptyTab, failed, nothingFound, skeletonRows } from './states';
import { remarks } from './remarks';
import { tabNames } from './tabs';

const pageSize = 25;

export interface ListEvents extends RowEvents {
  readonly onAdd: () => void;
  readonly onClearSearch: () => void;
  readonly onLoaded: (page: CustomersPage, tab: Tab) => void;
}

export interface CustomerList {
  /** Starts from the first page. */
  show(engagement: EngagementSummary, tab: Tab): void;
  search(text: string): void;
  readonly reload: () => void;
}

export function createCustomerList(api: Api, panel: HTMLElement, events: ListEvents): CustomerList {
  const latest = createLatest();
  const pager = createPager();
  let shown: { engagement: EngagementSummary; tab: Tab } | undefined;
  let search = '';

  async function load(): Promise<void> {
    if (shown === undefined) return;
    const { engagement, tab } = shown;
    const signal = latest();
    panel.setAttribute('aria-busy', 'true');
    try {
      const page = await api.get<CustomersPage>(pathOf(engagement, tab), signal);
      const focused = panel.contains(document.activeElement) ? document.activeElement : null;
      fill(panel, contentOf(page, engagement, tab));
      if (focused !== null && focused !== panel) focusSuccessor(keyOf(focused));
      events.onLoaded(page, tab);
    } catch (error) {
      if (isSuperseded(error)) return;
      fill(panel, failed(error, reload));
    }
    panel.setAttribute('aria-busy', 'false');
  }
  const reload = () => void load();

  function pathOf({ id }: EngagementSummary, tab: Tab): string {
    const query = new URLSearchParams({ tab, pageSize: String(pageSize) });
    if (search !== '') query.set('search', search);
    if (pager.token !== undefined) query.set('continuationToken', pager.token);
    return `engagements/${encodeURIComponent(id)}/customers?${query.toString()}`;
  }

  function contentOf(page: CustomersPage, engagement: EngagementSummary, tab: Tab): Child {
    const { rows, continuationToken } = page;
    if (rows.length === 0 && pager.token === undefined) {
      const empty = search === '' ? emptyOf(engagement, tab) : nothingFound(search, clearSearch());
      return [remarks(page), empty];
    }
    const turn = () => {
      void load().then(() => {
        panel.focus();
      });
    };
    return [
      remarks(page),
      rowsTable(rows, `${tabNames[tab]} customers`, events),
      pager.element(continuationToken, turn),
    ];
  }

  function emptyOf({ isOpenForCustomers }: EngagementSummary, tab: Tab): Child {
    const add = { type: 'button', class: 'primary', onclick: events.onAdd };
    return emptyTab(
      tab,
      tab === 'eligible' && isOpenForCustomers && h('button', add, 'Add customer'),
    );
  }

  function clearSearch(): Child {
    return h('button', { type: 'button', onclick: events.onClearSearch }, 'Clear the search');
  }

  return {
    show(engagement, tab) {
      if (engagement.id !== shown?.engagement.id) search = '';
      shown = { engagement, tab };
      pager.reset();
      fill(panel, skeletonRows(4));
      reload();
    },
    search(text) {
      search = text;
      pager.reset();
      reload();
    },
    reload,
  };
}
