// Writes one chunk of an import. Doing it again changes nothing more; what was decided here stands against what is imported.
import type { Changes } from '../domain/changes';
import type { Customer } from '../domain/customer';
import type { Engagement } from '../domain/reference';
import type { CustomerHistory, ImportChunk } from '../store/import-rows';
import type { ImportStore } from '../store/import-store';
import { limits } from '../store/keys';
import type { ReferenceStore } from '../store/reference-store';
import { inParallel } from './in-parallel';
import type { ReadModelStores } from './read-models';
import { showEverywhere } from './known-customers';

export type ImportStores = ReadModelStores & { readonly imports: ImportStore };

export async function writeRecords(stores: ImportStores, chunk: ImportChunk): Promise<void> {
  const { reference } = stores;
  switch (chunk.kind) {
    case 'engagements':
      return writeEngagements(stores, chunk.records);
    case 'partners':
      return inParallel(chunk.records, (each) => reference.putPartner(each));
    case 'profiles':
      return inParallel(chunk.records, (each) => reference.putProfile(each));
    case 'histories': {
      const within = { ...stores, reference: await withEngagements(reference) };
      return inParallel(chunk.records, (each) => bringUpToDate(within, each));
    }
  }
}

/** Nobody but the one import that runs writes engagements, and it has written its own: what is read now stays right. */
async function withEngagements(reference: ReferenceStore): Promise<ReferenceStore> {
  const engagements = await reference.engagementsNow();
  return {
    ...reference,
    engagementsNow: () => Promise.resolve(engagements),
    engagementNow: (id) => Promise.resolve(engagements.find((each) => each.id === id)),
  };
}

/** That its pages have to be made again is on record before the engagement is. */
async function writeEngagements(
  { reference, imports }: ImportStores,
  engagements: readonly Engagement[],
): Promise<void> {
  const stored = new Map((await reference.engagementsNow()).map((each) => [each.id, each]));
  await inParallel(engagements, async (engagement) => {
    const before = stored.get(engagement.id);
    if (before === undefined || shownBy(before) !== shownBy(engagement)) {
      await imports.fileRewrite(engagement.id);
    }
    await reference.putEngagement(engagement);
  });
}

/** What decides over the rows of its pages. */
function shownBy({ intent, customerCriteria }: Engagement): string {
  return JSON.stringify([intent, customerCriteria]);
}

/** The customer's history, then all that shows it. */
async function bringUpToDate(stores: ImportStores, history: CustomerHistory): Promise<void> {
  const { customers } = stores;
  let loaded = await customers.load(history.id);
  for (;;) {
    const news = newsOf(loaded.customer, history);
    if (news.newlyKnownBy.length + news.anchors.length === 0) break;
    const after = await customers.commit(loaded, news);
    loaded = after === 'conflict' ? await customers.load(history.id) : after;
  }
  await showEverywhere(stores, loaded);
}

/** What the history adds to what is on record; so much of it as one transaction holds. */
function newsOf(customer: Customer, { knownBy, completed }: CustomerHistory): Changes {
  const half = limits.operations / 2;
  const knows = new Set(customer.knownBy);
  const held = new Set(
    customer.anchors
      .filter(({ state }) => state !== 'released')
      .map(({ engagementId }) => engagementId),
  );
  return {
    associations: [],
    newlyKnownBy: knownBy.filter((partner) => !knows.has(partner)).slice(0, half),
    anchors: completed.filter(({ engagementId }) => !held.has(engagementId)).slice(0, half),
  };
}
