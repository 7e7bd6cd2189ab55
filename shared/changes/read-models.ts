// Brings the Customers pages and the lists of known customers up to what the record says.
import { completionsOf, latestOf, profileOf } from '../domain/customer';
import { isSameAssociation, type EngagementId, type PartnerId } from '../domain/ids';
import type { LoadedCustomer, OutboxMail } from '../store/customer-rows';
import { noProfile } from '../domain/reference';
import type { MailProblem, PageStore } from '../store/page-store';
import type { Page } from './pages-after';
import type { CustomerStore } from '../store/customer-store';
import type { ReferenceStore } from '../store/reference-store';
import { inParallel } from './in-parallel';

export interface ReadModelStores {
  readonly pages: PageStore;
  readonly customers: CustomerStore;
  readonly reference: ReferenceStore;
}

/** Rewrites the pages that a change shows on; `put` only by who has just committed it. */
export async function showOnPages(
  { customers, pages: store }: Pick<ReadModelStores, 'pages' | 'customers'>,
  loaded: Pick<LoadedCustomer, 'customer' | 'outbox'>,
  pages: readonly Page[],
  how: 'put' | 'refresh' = 'refresh',
): Promise<void> {
  const each = new Map(pages.map((page) => [`${page.partner} ${page.engagement}`, page]));
  await inParallel([...each.values()], async ({ partner, engagement }) => {
    const rowFrom = (shown: typeof loaded) =>
      [shown.customer, partner, engagement, mailProblemOf(shown, partner, engagement)] as const;
    if (how === 'put') {
      await store.put(...rowFrom(loaded));
    } else if (await store.refresh(...rowFrom(loaded))) {
      await store.refresh(...rowFrom(await customers.load(loaded.customer.id)));
    }
  });
}

/** Writes the partners' lists of known customers that are out of date (R4). */
export async function listKnownCustomer(
  deps: ReadModelStores,
  loaded: LoadedCustomer,
): Promise<void> {
  const { customer, unlisted } = loaded;
  if (unlisted.length === 0) return;
  const [any] = customer.associations;
  const profile =
    (await deps.reference.profile(customer.id)) ?? (any ? profileOf(any) : noProfile(customer.id));
  for (const partner of unlisted) {
    await deps.pages.putKnown(partner, profile, completionsOf(customer));
    await deps.customers.markListed(loaded, partner);
  }
}

/** The customer's last mail, where it was refused or came back. */
function mailProblemOf(
  { customer, outbox }: Pick<LoadedCustomer, 'customer' | 'outbox'>,
  partner: PartnerId,
  engagement: EngagementId,
): MailProblem | undefined {
  const own = latestOf(customer, partner, engagement);
  const isLast = ({ key, mail }: OutboxMail) =>
    own !== undefined && isSameAssociation(key, own) && mail.contactVersion !== undefined;
  const last = outbox
    .map(({ value }) => value)
    .filter(isLast)
    .at(-1);
  if (last?.state !== 'bounced' && last?.state !== 'rejected') return undefined;
  return { kind: last.mail.kind, state: last.state, detail: last.detail };
}
