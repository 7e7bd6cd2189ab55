// The pages of engagements that are new or have other criteria, made again some at a time. What is owed stands in rows of its
// own, whichever import has brought it: one that failed half-way leaves its pages to the next.
import type { PagesRewrite } from '../store/import-rows';
import type { Stored } from '../store/entity';
import type { PartnerId } from '../domain/ids';
import type { Rewriting } from '../store/pages/page-rows';
import { inParallel } from './in-parallel';
import { rewritePage } from './known-customers';
import type { ImportStores } from './write-records';

/** At a time: stretches of pages, and rows of a stretch. */
const most = { stretches: 50, rows: 200 };

/** Goes on with the first engagement. Yields the pages that are finished and those that are left; undefined for none owed. */
export async function rewriteOwedPages(
  stores: ImportStores,
): Promise<{ readonly done: number; readonly left: number } | undefined> {
  const owed = await stores.imports.rewrites();
  const [first] = owed;
  if (first === undefined) return undefined;
  const partners = (await stores.reference.partners()).map(({ id }) => id).sort();
  const left = owed.reduce((sum, { value }) => sum + leftOf(value, partners).length, 0);
  const done = await goOn(stores, first, partners);
  return { done, left: left - done };
}

async function goOn(
  stores: ImportStores,
  owed: Stored<PagesRewrite>,
  partners: readonly PartnerId[],
): Promise<number> {
  const { engagementId: engagement, partnerId: under, page } = owed.value;
  const noteAt = (partner: PartnerId, far: Rewriting | undefined) =>
    stores.pages.noteRewriting({ partner, engagement }, far);
  if (under === undefined) await inParallel(partners, (each) => noteAt(each, { done: 0 }));
  let stretches = 0;
  for (const [index, partner] of leftOf(owed.value, partners).entries()) {
    let { from, done, total } = (partner === under ? page : undefined) ?? { done: 0 };
    do {
      if (stretches === most.stretches) {
        const reached = { from, done, total };
        const rewrite = { engagementId: engagement, partnerId: partner, page: reached };
        await stores.imports.updateRewrite(owed, rewrite);
        return index;
      }
      const { rewritten, next } = await rewritePage(
        stores,
        { partner, engagement },
        from,
        most.rows,
      );
      stretches += 1;
      done += rewritten;
      from = next;
      if (next !== undefined) total ??= await stores.pages.countKnown(partner);
      await noteAt(partner, next && { done, total });
    } while (from !== undefined);
  }
  await stores.imports.rewriteDone(owed);
  return leftOf(owed.value, partners).length;
}

/** In the order of the ids, from the one on whose page it stopped. */
function leftOf({ partnerId }: PagesRewrite, partners: readonly PartnerId[]): PartnerId[] {
  return partners.filter((id) => partnerId === undefined || id >= partnerId);
}
