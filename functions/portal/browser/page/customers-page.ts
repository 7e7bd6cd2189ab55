// The Customers page: the engagements to choose from, and the tabs of the chosen one, as the address says (R3–R8).
import type { Api } from '../api/api';
import type { EngagementSummary, Tab } from '../api/types';
import { fill, h } from '../h';
import type { Account } from '../sign-in/sign-in';
import { connectionBanner } from './connection';
import { createCustomerList } from './customer-list';
import { engagementCard, engagementSkeleton } from './engagement-card';
import { exportCustomers } from './export';
import { createNotices } from './notices';
import { openAbout, openAction, openAdd, openRow } from './open';
import { readPlace, writePlace } from './place';
import { empty, failed } from './states';
import { createTabs, tabNames } from './tabs';
import { createToolbar } from './toolbar';

/** Lives until `signal` says that the user has signed out. */
export function customersPage(api: Api, account: Account, signal: AbortSignal): HTMLElement {
  const notices = createNotices();
  let engagements: readonly EngagementSummary[] = [];
  let chosen: EngagementSummary | undefined;
  let tab: Tab = 'eligible';

  const context = (engagement: EngagementSummary) => ({
    api,
    account,
    engagement,
    onChange: list.reload,
  });
  const tabs = createTabs((next) => {
    writePlace({ engagement: chosen?.id, tab: next });
  });
  const toolbar = createToolbar({
    onSearch: (text) => {
      list.search(text);
    },
    onAdd: () => {
      act((engagement) => openAdd(context(engagement)));
    },
    onExport: () => {
      act((engagement) => exportCustomers(api, engagement, tab, toolbar.download));
    },
    onRefresh: () => {
      list.reload();
    },
  });
  const list = createCustomerList(api, tabs.panel, {
    onAction: (action, row) => {
      act((engagement) => openAction(context(engagement), action, row));
    },
    onDetails: (row) => {
      act((engagement) => {
        openRow(context(engagement), row);
      });
    },
    onAdd: () => {
      toolbar.add.click();
    },
    onClearSearch: () => {
      toolbar.clearSearch();
      document.getElementById('search')?.focus();
      list.search('');
    },
    onLoaded: ({ counts }, of) => {
      tabs.show(of, counts);
      notices.say(`Customers on the tab ${tabNames[of]}: ${counts[of]}.`);
    },
  });
  const card = h('div');
  const customers = h(
    'section',
    { class: 'card list', 'aria-label': 'Customers' },
    tabs.list,
    toolbar.element,
    tabs.panel,
  );

  /** What goes wrong before a dialogue is open is said at the top. */
  function act(run: (engagement: EngagementSummary) => void | Promise<void>): void {
    notices.clear();
    if (chosen !== undefined) Promise.resolve(run(chosen)).catch(notices.error);
  }

  async function start(): Promise<void> {
    customers.hidden = true;
    fill(card, engagementSkeleton());
    try {
      ({ engagements } = await api.get<{ engagements: EngagementSummary[] }>(
        'engagements',
        signal,
      ));
      show();
    } catch (error) {
      const retry = () => void start();
      fill(card, failed(error, retry));
    }
  }

  /** Shows what the address says. */
  function show(): void {
    const place = readPlace();
    const asked = engagements.find(({ id }) => id === place.engagement) ?? engagements[0];
    customers.hidden = asked === undefined;
    if (asked === undefined) {
      const text = 'None of your locations is eligible for a build-intent engagement.';
      fill(card, h('section', { class: 'card' }, empty('No engagements', text)));
      return;
    }
    tab = place.tab;
    writePlace({ engagement: asked.id, tab }, true);
    notices.clear();
    if (asked !== chosen) choose(asked);
    tabs.show(tab);
    document.title = `${tabNames[tab]} customers – ${asked.name}`;
    list.show(asked, tab);
  }

  function choose(engagement: EngagementSummary): void {
    const isFocused = document.activeElement?.id === 'engagement';
    chosen = engagement;
    toolbar.clearSearch();
    toolbar.add.disabled = !engagement.isOpenForCustomers;
    tabs.clearCounts();
    const events = {
      onChoose: (id: string) => {
        writePlace({ engagement: id, tab: 'eligible' });
      },
      onAbout: () => {
        act((each) => openAbout(context(each)));
      },
    };
    fill(card, engagementCard(engagements, engagement, events));
    if (isFocused) document.getElementById('engagement')?.focus();
  }

  addEventListener('hashchange', show, { signal });
  const connection = connectionBanner(() => {
    if (engagements.length === 0) void start();
    else list.reload();
  }, signal);
  void start();
  return h('div', { class: 'stack' }, connection, notices.element, card, customers);
}
