// The requests to the tables that an operation can't do without, made by @azure/data-tables alone; a partner's with its
// token checked. What is written is what the app itself has written for an example.
import { odata, type TransactionAction } from '@azure/data-tables';
import * as z from 'zod';
import { truthKeys, dueKeys } from '../../shared/store/keys';
import { pageKeys } from '../../shared/store/pages/page-keys';
import { noCounts } from '../../shared/store/pages/page-rows';
import { customerId, engagementId, partnerId } from '../../shared/domain/ids';
import { toInstant } from '../../shared/domain/time';
import { apiClientId } from '../../local/sample';
import { customer, type BenchCustomer, type BenchPartner } from './cast';
import { copied, firstOf, partitionOf, rawTables, rowsOf, shownRows, type RawRow } from './seeding';
import type { Contender } from './statistics';
import type { World } from './world';

export interface Raw {
  page(partner: BenchPartner, workshop: string): Contender;
  /** All rows of the page's open customers, and nothing else. */
  rows(partner: BenchPartner, workshop: string): Contender;
  row(partner: BenchPartner, workshop: string, customer: BenchCustomer): Contender;
  consentPage(customer: BenchCustomer): Contender;
  /** `example`: a customer whom the partner has added. */
  add(workshop: string, partner: BenchPartner, example: BenchCustomer): Contender;
  /** `example`: a customer who has approved. */
  approve(workshop: string, partner: BenchPartner, example: BenchCustomer): Contender;
}

export async function createRaw(world: World, partner: BenchPartner): Promise<Raw> {
  const tables = rawTables(world.azurite.connectionString);
  const check = await tokenCheck(world, await world.token(partner));
  let next = 50_000_000; // customers of the raw requests' own

  const decisionRows = (of: BenchCustomer) => {
    const { from, to } = truthKeys.decisionRows;
    const filter = odata`PartitionKey eq ${partitionOf(of)} and RowKey ge ${from} and RowKey lt ${to}`;
    return rowsOf(tables.truth, filter);
  };
  const pagesOf = (of: BenchPartner) => pageKeys.partition(partnerId.parse(of.id));
  const range = (of: BenchPartner, { from, to }: { from: string; to: string }) =>
    odata`PartitionKey eq ${pagesOf(of)} and RowKey ge ${from} and RowKey lt ${to}`;
  const placeOf = (workshop: string, { id }: BenchCustomer) =>
    pageKeys.place(engagementId.parse(workshop), customerId.parse(id));
  const countsOf = (workshop: string, { id }: BenchCustomer) =>
    pageKeys.counts(engagementId.parse(workshop), customerId.parse(id));

  /** Where the customer stands and how many do are read; then its rows and the count are written in one transaction. */
  async function showOnPage(
    of: BenchPartner,
    workshop: string,
    rows: readonly RawRow[],
    own: BenchCustomer,
  ) {
    const page = pagesOf(of);
    const [, counts] = await Promise.all([
      tables.views.getEntity(page, placeOf(workshop, own)).catch(() => undefined),
      tables.views.getEntity(page, countsOf(workshop, own)).catch(() => undefined),
    ]);
    const count = {
      partitionKey: page,
      rowKey: countsOf(workshop, own),
      data: counts?.['data'] ?? JSON.stringify(noCounts),
    };
    await tables.views.submitTransaction(
      [...rows, count].map((row): TransactionAction => ['upsert', row, 'Replace']),
    );
  }

  /** The rows of the example's partition: those that were there before its last change, and those that came with it. */
  async function lastChange(example: BenchCustomer) {
    const rows = await rowsOf(tables.truth, odata`PartitionKey eq ${partitionOf(example)}`);
    const last = Math.max(...rows.map(versionOf).filter(Number.isFinite));
    const isOlder = (row: RawRow) => /^[EL]_/.test(row.rowKey) || versionOf(row) < last;
    return { older: rows.filter(isOlder), created: rows.filter((row) => !isOlder(row)) };
  }

  return {
    page: (of, workshop) => () =>
      Promise.resolve(async () => {
        await check();
        const engagement = engagementId.parse(workshop);
        const head = pageKeys.head(engagement, toInstant(new Date()));
        const lists = (['n', 'k'] as const).map((list) => pageKeys.list(engagement, list, ''));
        await Promise.all([
          firstOf(tables.views, range(of, head), 1000),
          ...lists.map((from) => firstOf(tables.views, range(of, { from, to: `${from}~` }), 51)),
        ]);
      }),
    rows: (of, workshop) => {
      const from = pageKeys.list(engagementId.parse(workshop), 'n', '');
      const filter = range(of, { from, to: `${from}~` });
      return () => Promise.resolve(() => rowsOf(tables.views, filter));
    },
    row: (of, workshop, who) => () =>
      Promise.resolve(async () => {
        await check();
        await tables.views.getEntity(pagesOf(of), placeOf(workshop, who));
      }),
    consentPage: (of) => async () => {
      const links = odata`PartitionKey eq ${partitionOf(of)} and RowKey ge ${'U_'} and RowKey lt ${'V_'}`;
      const [link] = await rowsOf(tables.truth, links);
      const { partitionKey = '', rowKey = '' } = link ?? {};
      return () => Promise.all([decisionRows(of), tables.truth.getEntity(partitionKey, rowKey)]);
    },
    add: (workshop, of, example) => async () => {
      const { older, created } = await lastChange(example);
      const shown = await shownRows(tables.views, example);
      const own = customer((next += 1));
      return async () => {
        await check();
        await decisionRows(own);
        const at = toInstant(new Date());
        const due = { partitionKey: dueKeys.partition(at), rowKey: own.id, data: '{}' };
        await tables.due.upsertEntity(due, 'Replace');
        const rows = [...older, ...created].map((row) => copied(row, example, own));
        await tables.truth.submitTransaction(rows.map((row): TransactionAction => ['create', row]));
        const copies = shown.map((row) => copied(row, example, own));
        await showOnPage(of, workshop, copies, own);
      };
    },
    approve: (workshop, of, example) => async () => {
      const { older, created } = await lastChange(example);
      const shown = await shownRows(tables.views, example);
      const own = customer((next += 1));
      const before = older.map((row) => copied(row, example, own));
      await tables.truth.submitTransaction(before.map((row): TransactionAction => ['create', row]));
      return async () => {
        const stored = await decisionRows(own);
        const updated = stored.filter(({ rowKey }) => rowKey.startsWith('E_'));
        await tables.truth.submitTransaction([
          ...updated.map((row): TransactionAction => {
            const { partitionKey, rowKey, data } = row;
            const etag = z.string().parse(row['etag']);
            return ['update', { partitionKey, rowKey, data }, 'Replace', { etag }];
          }),
          ...created.map((row): TransactionAction => ['create', copied(row, example, own)]),
        ]);
        const copies = shown.map((row) => copied(row, example, own));
        await showOnPage(of, workshop, copies, own);
      };
    },
  };
}

/** Of the change that a row of the trail or the outbox came with. */
function versionOf({ rowKey }: RawRow): number {
  return Number(/^[TO]_.+_g\d{4}_(\d{6})/.exec(rowKey)?.[1] ?? Infinity);
}

/** What the app does with every token, by the same library. */
async function tokenCheck({ issuer }: World, token: string): Promise<() => Promise<unknown>> {
  const { createRemoteJWKSet, jwtVerify } = await import('jose');
  const keys = createRemoteJWKSet(new URL(issuer.jwksUri));
  return () => jwtVerify(token, keys, { audience: apiClientId, algorithms: ['RS256'] });
}
