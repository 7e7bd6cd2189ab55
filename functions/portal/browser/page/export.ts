// CSV export of a tab: fetched with the token, handed to the browser as a file.
import type { Api } from '../api/api';
import type { EngagementSummary, Tab } from '../api/types';
import { h } from '../h';

export async function exportCustomers(
  api: Api,
  { id }: EngagementSummary,
  tab: Tab,
  button: HTMLButtonElement,
): Promise<void> {
  button.disabled = true;
  try {
    const path = `engagements/${encodeURIComponent(id)}/customers/export?tab=${tab}`;
    const address = URL.createObjectURL(await api.download(path));
    h('a', { href: address, download: `customers-${id}-${tab}.csv` }).click();
    setTimeout(() => {
      URL.revokeObjectURL(address);
    }, 60_000);
  } finally {
    button.disabled = false;
  }
}
