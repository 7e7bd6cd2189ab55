// The Customers page as it is read from its lists, against the same page computed from every customer's record: whatever has
// happened, at any instant, recorded or not, in any order, a few rows at a time.
import { actionReasons, neededActionAt } from '../../../shared/domain/needs-action';
import type { Anchor } from '../../../shared/domain/association';
import { completionsOf, pairOf, type Customer } from '../../../shared/domain/customer';
import { rowOf } from '../../../shared/domain/customers-page';
import { tabs, type Tab } from '../../../shared/domain/customers-tab';
import { unmetCriteria } from '../../../shared/domain/eligibility';
import { customerId, type CustomerId } from '../../../shared/domain/ids';
import type { CustomerProfile } from '../../../shared/domain/reference';
import { shownOf } from '../../../shared/domain/shown-association';
import { addDays, daysLeft, toInstant, type Instant } from '../../../shared/domain/time';
import { listKnownCustomer } from '../../../shared/changes/known-customers';
import { showOnPages } from '../../../shared/changes/read-models';
import {
  orders,
  readTab,
  stretchesOf,
  type Order,
  type Position,
} from '../../../shared/lists/read-tab';
import { readNeedsAction } from '../../../shared/lists/read-needs-action';
import { searchTab } from '../../../shared/lists/search-tab';
import type { PageReader } from '../../../shared/store/pages/page-reader';
import { sortKeyOf } from '../../../shared/store/pages/sort-key';
import type { LoadedCustomer } from '../../../shared/store/customer-rows';
import { azuriteOfThisFile } from '../../support/azurite';
import { startCountingProxy, type CountingProxy } from '../../support/counting-proxy';
import {
  aCustomerProfile,
  addedAt,
  anAnchor,
  anAssociation,
  anEngagement,
  anotherPartner,
  aPartner,
  statuses,
} from '../../support/examples';
import { emptyTables, storesOver, type Stores } from '../../support/tables';

const connectionString = azuriteOfThisFile();
let proxy: CountingProxy;
let stores: Stores & { clock: () => Instant };
let now: Instant = addedAt;
const people: { customer: Customer; profile: CustomerProfile }[] = [];

/** A little of everything, the same in each run. */
function random(seed: number): () => number {
  let state = seed;
  return () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
}

const names = [
  'Älv',
  'Alv',
  'Beta',
  'beta 2',
  'Öresund',
  'Zeta',
  '東京',
  'Northwind',
  'north star',
  '"Q"',
];

function someone(n: number, next: () => number): (typeof people)[number] {
  const id = customerId.parse(`tpid-${n + 1}`);
  const pick = <T>(all: readonly T[]): T => all[Math.floor(next() * all.length)] as T;
  const later = <T>(at: T): T =>
    typeof at === 'string' && /^\d{4}-/.test(at)
      ? (toInstant(new Date(Date.parse(at) + shift)) as T)
      : at;
  const shift = Math.floor(next() * 60 - 30) * 86_400_000;
  const profile = {
    ...aCustomerProfile,
    id,
    name: `${pick(names)} ${n % 7}`,
    tenantId: undefined,
    tpid: undefined,
    licences: next() < 0.3 ? {} : aCustomerProfile.licences,
  };
  const status = next() < 0.7 ? pick(statuses) : undefined;
  const own = status && moved({ ...anAssociation(status), customerId: id }, later);
  const held = next();
  const anchors: Anchor[] =
    own && ['active', 'completed'].includes(own.status)
      ? [
          {
            ...moved(anAnchor(aPartner), later),
            ...(own.status === 'completed' ? { state: 'completed' as const } : {}),
          },
        ]
      : held < 0.5
        ? [moved(anAnchor(anotherPartner, pick(['active', 'completed', 'released'])), later)]
        : [];
  return {
    profile,
    customer: {
      id,
      associations: own ? [{ ...own, customer: { ...own.customer, name: profile.name } }] : [],
      anchors,
      knownBy: next() < 0.5 || own?.status === 'active' ? [aPartner.id] : [],
      sendings: [],
    },
  };
}

/** The same at another time. */
function moved<T extends object>(value: T, later: <V>(at: V) => V): T {
  const entries = Object.entries(value as Record<string, unknown>).map(([name, each]) => [
    name,
    typeof each === 'object' && each !== null && !Array.isArray(each)
      ? moved(each, later)
      : later(each),
  ]);
  return Object.fromEntries(entries) as T;
}

const loadedOf = (customer: Customer): LoadedCustomer => ({
  locator: '',
  customer,
  rows: [],
  etags: new Map(),
  unlisted: [aPartner.id],
  outbox: [],
});

beforeAll(async () => {
  await emptyTables(connectionString());
  proxy = await startCountingProxy(connectionString());
  const real = storesOver(proxy.connectionString);
  const byId = (id: CustomerId) => people.find(({ customer }) => customer.id === id);
  stores = {
    ...real,
    clock: () => now,
    customers: {
      ...real.customers,
      load: (id) => Promise.resolve(loadedOf(byId(id)?.customer ?? nobody(id))),
      markListed: () => Promise.resolve(),
    },
    reference: { ...real.reference, profile: (id) => Promise.resolve(byId(id)?.profile) },
  };
  await stores.reference.putEngagement(anEngagement);
  const next = random(7);
  for (let n = 0; n < 120; n += 1) people.push(someone(n, next));
  const page = { partner: aPartner.id, engagement: anEngagement.id };
  for (const { customer } of people) {
    now = addDays(addedAt, Math.floor(next() * 5) - 40);
    const loaded = loadedOf(customer);
    if (customer.knownBy.length > 0) await listKnownCustomer(stores, loaded);
    await showOnPages(stores, loaded, [page], 'put');
  }
}, 120_000);
afterAll(() => proxy.stop());

function nobody(id: CustomerId): Customer {
  return { id, associations: [], anchors: [], knownBy: [], sendings: [] };
}

interface Expected {
  readonly id: string;
  readonly tab: Tab;
  readonly deadline: Instant | undefined;
  readonly name: string;
}

/** Every row of the page by every record: what a page would cost without lists. */
function everyRow(at: Instant): Expected[] {
  return people.flatMap(({ customer, profile }) => {
    const pair = pairOf(customer, aPartner.id, anEngagement.id);
    const unmet = unmetCriteria(anEngagement.customerCriteria, profile, completionsOf(customer));
    const row = rowOf({ pair, unmet, engagement: anEngagement, partner: aPartner, now: at });
    if (row === undefined) return [];
    const deadline = row.status.code === 'daysLeft' ? row.status.deadline : undefined;
    return [{ id: customer.id, tab: row.tab, deadline, name: profile.name }];
  });
}

function inOrderOf(order: Order, rows: readonly Expected[]): string[] {
  const byName = ({ name, id }: Expected) => `${sortKeyOf(name)}_${id}`;
  const key = (row: Expected) =>
    order === 'deadline' && row.deadline !== undefined
      ? `0 ${row.deadline} ${row.id}`
      : `1 ${byName(row)}`;
  return [...rows].sort((a, b) => (key(a) < key(b) ? -1 : 1)).map(({ id }) => id);
}

async function readAll(
  at: Instant,
  tab: Tab,
  order: Order,
  size: number,
): Promise<{ ids: string[]; counts: unknown[] }> {
  const ids: string[] = [];
  const counts: unknown[] = [];
  let from: Position | undefined;
  do {
    const page = { partner: aPartner, engagement: anEngagement, now: at };
    const read = await readTab(stores.pages, page, { tab, order, from, size });
    expect(read.rows.length).toBeLessThanOrEqual(size);
    ids.push(...read.rows.map((row) => (row.entry ? row.entry.customer.id : row.customerId)));
    counts.push(read.counts);
    from = read.next;
  } while (from !== undefined);
  return { ids, counts };
}

const instants = [-35, -3, 0, 12, 27, 31, 60, 95, 130].map((days) => addDays(addedAt, days));

describe.each(instants)('at %s the page', (at) => {
  it.each(tabs.flatMap((tab) => orders.map((order) => [tab, order] as const)))(
    'shows each row of %s once, by %s, with the right counts',
    async (tab, order) => {
      const rows = everyRow(at);
      const expected = inOrderOf(
        order,
        rows.filter((row) => row.tab === tab),
      );
      const count = (each: Tab) => rows.filter((row) => row.tab === each).length;
      const counts = {
        eligible: count('eligible'),
        ineligible: count('ineligible'),
        complete: count('complete'),
      };

      for (const size of [1, 7, 100]) {
        const read = await readAll(at, tab, order, size);
        expect(read.ids).toEqual(expected);
        for (const each of read.counts) expect(each).toEqual(counts);
      }
    },
  );

  it('needs action where the record says so, the most urgent first', async () => {
    const expected = people.flatMap(({ customer }) => {
      const { own, anchor } = pairOf(customer, aPartner.id, anEngagement.id);
      const action = own && neededActionAt(shownOf(own), anchor, false, at);
      return action ? [{ ...action, id: customer.id }] : [];
    });
    const ids: string[] = [];
    let after: string | undefined;
    do {
      const read = await readNeedsAction(stores.pages, aPartner.id, at, { after, size: 5 });
      for (const { entry, action } of read.rows) {
        ids.push(entry.customer.id);
        expect(actionReasons).toContain(action.reason);
        if (action.reason === 'deadlineNear')
          expect(daysLeft(action.by, at)).toBeLessThanOrEqual(7);
      }
      after = read.next;
    } while (after !== undefined);
    const sorted = expected.sort((a, b) => (`${a.by} ${a.id}` < `${b.by} ${b.id}` ? -1 : 1));
    expect(ids).toEqual(sorted.map(({ id }) => id));
  });
});

it('has rows on every tab, and things to do, or these tests would tell nothing', () => {
  const seen = new Set(instants.flatMap((at) => everyRow(at).map(({ tab }) => tab)));
  expect([...seen].sort()).toEqual([...tabs].sort());
});

describe('what a page costs', () => {
  it.each(tabs.flatMap((tab) => orders.map((order) => [tab, order] as const)))(
    'is three queries at most (%s by %s)',
    async (tab, order) => {
      proxy.reset();
      const page = { partner: aPartner, engagement: anEngagement, now: addedAt };
      await readTab(stores.pages, page, { tab, order, from: undefined, size: 10 });

      const lists = stretchesOf(tab, order).flat().length;
      expect(proxy.counted().length).toBeLessThanOrEqual(1 + lists);
      expect(new Set(proxy.counted())).toEqual(new Set(['query CustomersPages']));
    },
  );

  it('is two queries for what needs action, and one more where rows are over already', async () => {
    proxy.reset();
    await readNeedsAction(stores.pages, aPartner.id, addedAt, { after: undefined, size: 5 });
    expect(proxy.counted().length).toBeLessThanOrEqual(3);
  });
});

it('says when more has changed by time alone than is put right', async () => {
  const page = { partner: aPartner, engagement: anEngagement, now: addedAt };
  const pages: PageReader = {
    ...stores.pages,
    head: async (...asked) => ({ ...(await stores.pages.head(...asked)), isBehind: true }),
  };
  const asked = { tab: 'eligible', order: 'name', from: undefined, size: 5 } as const;

  expect(await readTab(pages, page, asked)).toMatchObject({ isBehind: true });
  expect(await readTab(stores.pages, page, asked)).toMatchObject({ isBehind: false });
});

describe('a search', () => {
  const found = async (search: string, pages: PageReader = stores.pages) => {
    const page = { partner: aPartner, engagement: anEngagement, now: addedAt };
    const asked = { tab: 'eligible', order: 'name', from: undefined, size: 100, search } as const;
    return searchTab(pages, page, asked);
  };
  const eligible = (isFound: (row: Expected) => boolean) =>
    inOrderOf(
      'name',
      everyRow(addedAt).filter((row) => row.tab === 'eligible' && isFound(row)),
    );
  const idsOf = ({ rows }: Awaited<ReturnType<typeof found>>) =>
    rows.map((row) => row.entry?.customer.id);
  /** As on a page with more rows than are looked into. */
  const large = (): PageReader => ({
    ...stores.pages,
    async head(...asked) {
      const head = await stores.pages.head(...asked);
      return { ...head, counts: { ...head.counts, known: 2001 } };
    },
  });

  it('looks into the names while the page is small', async () => {
    const search = await found('ETA');
    expect(search.searched).toBe('everything');
    expect(idsOf(search)).toEqual(eligible(({ name }) => /eta/i.test(name)));
    expect(search.rows.length).toBeGreaterThan(0);
  });

  it('finds the beginnings of names on a large page, and says so', async () => {
    const search = await found('alv', large());
    expect(search.searched).toBe('beginnings');
    expect(idsOf(search)).toEqual(eligible(({ name }) => /^[äa]lv/i.test(name)));
    expect(search.rows.length).toBeGreaterThan(0);
    expect(idsOf(await found('eta', large()))).toEqual([]);
  });

  it('goes on where it stopped', async () => {
    const page = { partner: aPartner, engagement: anEngagement, now: addedAt };
    const ids: (string | undefined)[] = [];
    let from: Position | undefined;
    do {
      const asked = { tab: 'eligible', order: 'deadline', from, size: 2, search: 'e' } as const;
      const read = await searchTab(stores.pages, page, asked);
      ids.push(...idsOf(read));
      from = read.next;
    } while (from !== undefined);
    const rows = everyRow(addedAt).filter(({ tab, name }) => tab === 'eligible' && /e/i.test(name));
    expect(ids.filter((id) => rows.some((row) => row.id === id))).toEqual(
      inOrderOf('deadline', rows),
    );
  });
});
