// The one file that knows how the app's rows look: how a page is filled, and what is put in place without the app's doing.
// Rows are copies of those that the app itself wrote for one customer, under other names.
import { odata, TableClient, type TableEntity, type TransactionAction } from '@azure/data-tables';
import { setTimeout as sleep } from 'node:timers/promises';
import * as z from 'zod';
import { associationKey, customerId, engagementId } from '../../shared/domain/ids';
import { toInstant } from '../../shared/domain/time';
import { inParallel } from '../../shared/changes/in-parallel';
import { newConsentToken } from '../../shared/store/consent-link';
import { createCustomerStore } from '../../shared/store/customer-store';
import { limits, locatorOf, truthKeys } from '../../shared/store/keys';
import { readOne, toEntity } from '../../shared/store/entity';
import { pageKeys } from '../../shared/store/pages/page-keys';
import { countsRow, noCounts } from '../../shared/store/pages/page-rows';
import { sortKeyOf } from '../../shared/store/pages/sort-key';
import { openTables, tableNames } from '../../shared/store/tables';
import type { BenchApp } from './app';
import { customer, referenceData, type BenchCustomer, type BenchPartner } from './cast';
import type { Client } from './client';
import type { BenchPortal } from './portal';

/** So much of a world as is needed to reach its tables. */
interface OverTables {
  readonly azurite: { readonly connectionString: string };
}

export async function importReferenceData(operator: Client): Promise<void> {
  const body = { type: 'json', text: JSON.stringify(referenceData) } as const;
  const answered = await operator.call('POST', '/api/admin/reference-data', body);
  if (answered.status !== 202) throw new Error(`the import was refused: ${answered.text}`);
  const { importId } = importAnswer.parse(JSON.parse(answered.text));
  for (;;) {
    const { text } = await operator.call('GET', `/api/admin/reference-data/imports/${importId}`);
    const { state } = importAnswer.parse(JSON.parse(text));
    if (state === 'done') return;
    if (state === 'failed') throw new Error(`the import has failed: ${text}`);
    await sleep(50);
  }
}

const importAnswer = z.object({ importId: z.string(), state: z.string() });

/** So many customers, numbered from `first`, stand on the partner's page, added by the partner. */
export async function fillPage(
  world: OverTables & { readonly app: Pick<BenchApp, 'ask'> },
  {
    portal,
    workshop,
    first,
    count,
  }: { portal: BenchPortal; workshop: string; first: number; count: number },
): Promise<void> {
  const example = customer(first);
  await portal.add(workshop, example);
  await world.app.ask('idle');
  const { truth, views } = rawTables(world.azurite.connectionString);
  const rows = await rowsOf(truth, odata`PartitionKey eq ${partitionOf(example)}`);
  const shown = await shownRows(views, example);
  const numbers = Array.from({ length: count - 1 }, (_, index) => first + 1 + index);
  await inParallel(numbers, async (number) => {
    const copies = rows.map((row) => copied(row, example, customer(number)));
    await truth.submitTransaction(copies.map((row) => ['create', row]));
  });
  const pieces: number[][] = [];
  const mostIn = Math.floor(limits.operations / shown.length);
  for (let from = 0; from < numbers.length; from += mostIn) {
    pieces.push(numbers.slice(from, from + mostIn));
  }
  await inParallel(pieces, async (piece) => {
    const copies = piece.flatMap((n) => shown.map((row) => copied(row, example, customer(n))));
    await views.submitTransaction(copies.map((copy): TransactionAction => ['create', copy]));
  });
  await countAlso(views, shown, workshop, numbers);
}

/** The rows of the read model that one customer has: its place, its rows in the lists, and its words. */
export async function shownRows(views: TableClient, { id }: BenchCustomer): Promise<RawRow[]> {
  const rows = await rowsOf(views);
  return rows.filter((row) => !pageKeys.isCounts(row.rowKey) && JSON.stringify(row).includes(id));
}

/** Those whose rows were copied are counted with the one they are copies of. */
async function countAlso(
  views: TableClient,
  [first]: readonly RawRow[],
  workshop: string,
  numbers: readonly number[],
): Promise<void> {
  const added = new Map<string, number>();
  for (const number of numbers) {
    const key = pageKeys.counts(
      engagementId.parse(workshop),
      customerId.parse(customer(number).id),
    );
    added.set(key, (added.get(key) ?? 0) + 1);
  }
  for (const [rowKey, more] of added) {
    const partitionKey = first?.partitionKey ?? '';
    const stored = await readOne(views, partitionKey, rowKey, countsRow);
    const counts = stored?.value ?? noCounts;
    const after = { ...counts, open: counts.open + more };
    await views.upsertEntity(toEntity(partitionKey, rowKey, countsRow, after), 'Replace');
  }
}

/** A link as if it had been mailed; yields its token. The service's quota lets no benchmark wait for 10,000 mails. */
export async function openLink(
  world: OverTables,
  partner: BenchPartner,
  workshop: string,
  { id }: BenchCustomer,
): Promise<string> {
  const key = { customerId: id, engagementId: workshop, partnerId: partner.id, attempt: 1 };
  const locator = locatorOf(customerId.parse(id));
  const { token, hash } = newConsentToken(locator);
  const { truth } = openTables(world.azurite);
  const link = {
    key: associationKey.parse(key),
    contactVersion: 1,
    issuedAt: toInstant(new Date()),
  };
  await createCustomerStore(truth, () => undefined).addLink(locator, hash, link);
  return token;
}

/** As if every mail to the customer had been handed over just now. */
export async function markMailsSent(
  { azurite }: OverTables,
  { id }: BenchCustomer,
  now: Date,
): Promise<void> {
  const store = createCustomerStore(openTables(azurite).truth, () => undefined);
  const { locator, outbox } = await store.load(customerId.parse(id));
  for (const row of outbox) {
    const sent = { ...row.value, state: 'accepted' as const, acceptedAt: toInstant(now) };
    await store.updateMail(locator, row, sent);
  }
}

/** What a run of the reconciliation asks first, however many lives there are: what is due, and how imports stand. */
export const requestsOfEveryRun: readonly string[] = [
  `query ${tableNames.due}`,
  `query ${tableNames.reference}`,
];

/** When each expiry was written, by the storage's own clock; in milliseconds since 1970. */
export async function expiriesWritten({ azurite }: OverTables): Promise<number[]> {
  const { truth } = rawTables(azurite.connectionString);
  const written: number[] = [];
  for (const { rowKey, data, timestamp } of await rowsOf(truth)) {
    const isAssociation = rowKey.startsWith('E_');
    if (isAssociation && String(data).includes('"status":"consentExpired"')) {
      written.push(Date.parse(String(timestamp)));
    }
  }
  return written;
}

/** The states of all associations, and how many have each. */
export async function statesOf({ azurite }: OverTables): Promise<Record<string, number>> {
  const { truth } = rawTables(azurite.connectionString);
  const states: Record<string, number> = {};
  for (const { rowKey, data } of await rowsOf(truth)) {
    const state = rowKey.startsWith('E_') ? /"status":"(\w+)"/.exec(String(data))?.[1] : undefined;
    if (state !== undefined) states[state] = (states[state] ?? 0) + 1;
  }
  return states;
}

/** The tables as @azure/data-tables opens them, without anything of the app's. */
export function rawTables(connectionString: string): Record<keyof typeof tableNames, TableClient> {
  const open = (name: string) =>
    TableClient.fromConnectionString(connectionString, name, { allowInsecureConnection: true });
  return {
    truth: open(tableNames.truth),
    views: open(tableNames.views),
    due: open(tableNames.due),
    mail: open(tableNames.mail),
    reference: open(tableNames.reference),
    idempotency: open(tableNames.idempotency),
  };
}

export type RawRow = TableEntity;

export async function rowsOf(table: TableClient, filter?: string): Promise<RawRow[]> {
  const rows: RawRow[] = [];
  const queryOptions = filter === undefined ? {} : { filter };
  for await (const { partitionKey = '', rowKey = '', ...rest } of table.listEntities({
    queryOptions,
  })) {
    rows.push({ ...rest, partitionKey, rowKey });
  }
  return rows;
}

/** One query. */
export async function firstOf(table: TableClient, filter: string, most: number): Promise<number> {
  const queried = table.listEntities({ queryOptions: { filter } });
  for await (const page of queried.byPage({ maxPageSize: most })) return page.length;
  return 0;
}

export function partitionOf({ id }: BenchCustomer): string {
  return truthKeys.partition(locatorOf(customerId.parse(id)));
}

/** The row, of another customer. */
export function copied(row: RawRow, from: BenchCustomer, to: BenchCustomer): RawRow {
  const names = (of: BenchCustomer): string[] => [
    ...[of.id, of.name, of.domain].flatMap((text) => [text, sortKeyOf(text)]),
    of.name.toLowerCase(),
    partitionOf(of),
  ];
  const own = names(to);
  const renamed = (text: string) =>
    names(from).reduce((so, name, index) => so.replaceAll(name, own[index] ?? name), text);
  const { partitionKey, rowKey, data } = row;
  return {
    partitionKey: renamed(partitionKey),
    rowKey: renamed(rowKey),
    data: renamed(String(data)),
  };
}
