// Brings the Customers pages and the lists of known customers up to what the record says.
import { completionsOf, latestOf } from '../domain/customer';
import type { EngagementId, PartnerId } from '../domain/ids';
import type { LoadedCustomer, OutboxMail } from './customer-rows';
import { noProfile } from '../domain/reference';
import { inParallel } from './in-parallel';
import { profileOf, type MailProblem, type Page } from './page-store';
import type { CustomerStore } from './customer-store';
import type { PageStore } from './page-store';
import type { ReferenceStore } from './reference-store';

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
    key.partnerId === partner &&
    key.engagementId === engagement &&
    key.attempt === own?.attempt &&
    mail.contactVersion !== undefined;
  const last = outbox
    .map(({ value }) => value)
    .filter(isLast)
    .at(-1);
  if (last?.state !== 'bounced' && last?.state !== 'rejected') return undefined;
  return { kind: last.mail.kind, state: last.state, detail: last.detail };
}
