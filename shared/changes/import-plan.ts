// A validated file as an import: its name, which comes from what it says, and its records in chunks, in the order in which
// they are written. Each list is gone through once.
import type { Anchor } from '../domain/association';
import type { CustomerId, PartnerId } from '../domain/ids';
import type { CustomerHistory, ImportChunk, ImportStatus } from '../store/import-rows';
import { sha256 } from '../store/keys';
import type { ReferenceData } from './reference-data';

export interface ImportPlan {
  readonly importId: string;
  readonly counts: ImportStatus['counts'];
  readonly total: number;
  readonly chunks: readonly ImportChunk[];
}

/** So much is written in a few seconds, and fits a row; a larger record stands in a chunk alone. */
const most = { records: 500, characters: 300_000 };

export function planOf(data: ReferenceData): ImportPlan {
  const { engagements, partners, customers, history } = data;
  const histories = historiesIn(data);
  const chunks: ImportChunk[] = [
    ...portionsOf(engagements).map((records) => ({ kind: 'engagements' as const, records })),
    ...portionsOf(partners).map((records) => ({ kind: 'partners' as const, records })),
    ...portionsOf(customers).map((records) => ({ kind: 'profiles' as const, records })),
    ...portionsOf(histories).map((records) => ({ kind: 'histories' as const, records })),
  ];
  return {
    importId: sha256(JSON.stringify(data)).slice(0, 32),
    counts: {
      engagements: engagements.length,
      partners: partners.length,
      customers: customers.length,
      consents: history.consents.length,
      completions: history.completions.length,
    },
    total: chunks.reduce((sum, { records }) => sum + records.length, 0),
    chunks,
  };
}

/** One for each customer that the file mentions. */
function historiesIn({ customers, history }: ReferenceData): CustomerHistory[] {
  const knownBy = new Map<CustomerId, Set<PartnerId>>();
  const completed = new Map<CustomerId, Anchor[]>();
  const mentioned = new Set(customers.map(({ id }) => id));
  for (const { customerId, partnerId } of history.consents) {
    mentioned.add(customerId);
    const partners = knownBy.get(customerId) ?? new Set();
    knownBy.set(customerId, partners.add(partnerId));
  }
  for (const {
    customerId,
    engagementId,
    partnerId,
    partnerName,
    at: wonAt,
  } of history.completions) {
    mentioned.add(customerId);
    const anchors = completed.get(customerId) ?? [];
    completed.set(customerId, anchors);
    anchors.push({ engagementId, partnerId, partnerName, state: 'completed', wonAt });
  }
  return [...mentioned].map((id) => ({
    id,
    knownBy: [...(knownBy.get(id) ?? [])],
    completed: completed.get(id) ?? [],
  }));
}

function portionsOf<T>(records: readonly T[]): T[][] {
  const portions: T[][] = [];
  let portion: T[] = [];
  let characters = 0;
  for (const record of records) {
    const length = JSON.stringify(record).length;
    const isFull = portion.length === most.records || characters + length > most.characters;
    if (portion.length === 0 || isFull) {
      portion = [];
      characters = 0;
      portions.push(portion);
    }
    portion.push(record);
    characters += length;
  }
  return portions;
}
