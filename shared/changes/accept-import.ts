// Takes a file of reference data in: validated before, held against what is on record, stored in chunks; then its import can
// run. One import at a time: two files that are right each by itself may not be right together.
import type { Clock } from '../domain/time';
import type { ImportStatus } from '../store/import-rows';
import { planOf, type ImportPlan } from './import-plan';
import { inParallel } from './in-parallel';
import { takenFrom, type ReferenceData, type Wrong } from './reference-data';
import { openAssociationsUsing, removalsIn, type InUse } from './removals';
import type { ImportStores } from './write-records';

export type ImportRefusal =
  /** Tenants and locations of partners on record. */
  | { readonly code: 'taken'; readonly errors: readonly Wrong[] }
  | ({ readonly code: 'in-use' } & InUse)
  | { readonly code: 'another-import'; readonly importId: string };

export type Accepted =
  | { readonly ok: true; readonly status: ImportStatus }
  | { readonly ok: false; readonly refusal: ImportRefusal };

/** The same file again joins the import that is under way, goes on where it was cut off, or begins another run. */
export async function acceptImport(
  stores: ImportStores,
  data: ReferenceData,
  clock: Clock,
): Promise<Accepted> {
  const { imports } = stores;
  const plan = planOf(data);
  const { importId } = plan;
  for (;;) {
    const latest = await imports.latest();
    const { status } = latest;
    const isUnderWay = status?.state === 'storing' || status?.state === 'running';
    if (isUnderWay && status.importId !== importId) {
      return { ok: false, refusal: { code: 'another-import', importId: status.importId } };
    }
    if (status?.state === 'running') return { ok: true, status };
    if (isUnderWay) break;
    const refusal = await refusalOf(stores, data);
    if (refusal !== undefined) return { ok: false, refusal };
    const earlier = (await imports.read(importId))?.value;
    const run = (earlier?.run ?? 0) + 1;
    const begun = { importId, run, state: 'storing', at: clock() } as const;
    if (await imports.claim(latest, { ...begun, ...progressOf(plan, status) })) break;
  }
  await store(stores, plan);
  return { ok: true, status: await begin(stores, plan, clock) };
}

/** From the beginning, unless it is this very file that failed last: nothing has been written over it since. */
function progressOf({ importId, counts, total, chunks }: ImportPlan, latest?: ImportStatus) {
  const isGoneOnWith = latest?.importId === importId && latest.state === 'failed';
  if (isGoneOnWith && latest.chunks === chunks.length) {
    const { step, done, total: ofStep, chunksDone } = latest;
    return { step, done, total: ofStep, chunks: chunks.length, chunksDone, counts };
  }
  const none = { done: 0, chunksDone: 0 };
  return { step: 'records' as const, ...none, total, chunks: chunks.length, counts };
}

async function refusalOf(
  stores: ImportStores,
  data: ReferenceData,
): Promise<ImportRefusal | undefined> {
  const [engagements, partners] = await Promise.all([
    stores.reference.engagementsNow(),
    stores.reference.partners(),
  ]);
  const own = new Set(data.partners.map(({ id }) => id));
  const others = partners.filter(({ id }) => !own.has(id));
  const taken = takenFrom(others, data.partners);
  if (taken.length > 0) return { code: 'taken', errors: taken };
  const removals = removalsIn({ engagements, partners }, data);
  const inUse = await openAssociationsUsing(stores, removals);
  return inUse && { code: 'in-use', ...inUse };
}

async function store({ imports }: ImportStores, { importId, chunks }: ImportPlan): Promise<void> {
  await inParallel([...chunks.entries()], ([index, chunk]) =>
    imports.putChunk(importId, index, chunk),
  );
}

/** The file is there as a whole. Another who has stored the same may have been first. */
async function begin(
  { imports }: ImportStores,
  { importId }: ImportPlan,
  clock: Clock,
): Promise<ImportStatus> {
  for (;;) {
    const stored = await imports.read(importId);
    if (stored === undefined) throw new Error('the import was removed while it was stored');
    if (stored.value.state !== 'storing') return stored.value;
    const running: ImportStatus = { ...stored.value, state: 'running', at: clock() };
    if (await imports.update(stored, running)) return running;
  }
}
