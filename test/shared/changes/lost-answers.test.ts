// Answers that get lost between us and the storage: what was written is recognised by its opId, never taken for a conflict.
import type { Command } from '../../../shared/domain/commands';
import { keyOf } from '../../../shared/domain/ids';
import { execute } from '../../../shared/changes/execute';
import { statusOf } from '../../../shared/store/tables';
import { azuriteOfThisFile } from '../../support/azurite';
import { startCountingProxy, type CountingProxy, type Fault } from '../../support/counting-proxy';
import {
  aCustomerId,
  anAddCommand,
  anAssociation,
  answeredAt,
  askedAt,
  stepsAt,
} from '../../support/examples';
import { dump, emptyTables, storesOver, truthRows, type Stores } from '../../support/tables';

const connectionString = azuriteOfThisFile();
let proxy: CountingProxy;
let stores: Stores;
/** The same tables, not through the proxy. */
let straight: Stores;
beforeEach(async () => {
  await emptyTables(connectionString());
  proxy = await startCountingProxy(connectionString());
  stores = storesOver(proxy.connectionString);
  straight = storesOver(connectionString());
});
afterEach(() => proxy.stop());

const key = keyOf(anAssociation('associated'));
const trigger: Command = { ...stepsAt(askedAt).triggerConsent, key };
const approve: Command = { ...stepsAt(answeredAt).approve, key };

const commits = () => proxy.requests.filter(({ kind }) => kind === 'transaction').length;

describe.each<[string, Fault[]]>([
  ['the answer is dropped after the commit', ['dropAfter']],
  ['the answer is 500 after the commit', ['failAfter']],
  ['the write is refused with 503 before it is done', ['refuse']],
  ['it is refused, then its answer is dropped', ['refuse', 'dropAfter']],
])('when %s, and the SDK tries again by itself (FT9)', (_, faults) => {
  it('adding a customer succeeds, once', async () => {
    proxy.failWrites(...faults);

    const executed = await execute(stores.customers, aCustomerId, anAddCommand);

    expect(executed.ok).toBe(true);
    expect(commits()).toBe(1 + faults.length);
    expect([...(await truthRows(straight.tables, 'ET')).values()]).toEqual([
      expect.objectContaining({ status: 'associated', version: 1 }),
      expect.objectContaining({ transition: 'addCustomer', version: 1 }),
    ]);
  });

  it('an approval succeeds, once: it is neither a conflict nor a second answer', async () => {
    await execute(straight.customers, aCustomerId, anAddCommand);
    await execute(straight.customers, aCustomerId, trigger);
    proxy.failWrites(...faults);

    const executed = await execute(stores.customers, aCustomerId, approve);

    expect(executed).toMatchObject({ ok: true });
    expect(executed.loaded).toEqual(await straight.customers.load(aCustomerId));
    const history = await straight.customers.history(key);
    expect(history.map(({ transition }) => transition)).toEqual([
      'addCustomer',
      'triggerConsent',
      'approve',
    ]);
  });
});

it('recognises its write when no try of the SDK gets an answer', async () => {
  proxy.failWrites('dropAfter', 'dropAfter', 'dropAfter');

  const executed = await execute(stores.customers, aCustomerId, anAddCommand);

  expect(executed.ok).toBe(true);
  expect(commits()).toBe(3);
});

it('throws the fault, and not a conflict, when no try was done; a later one does it once', async () => {
  proxy.failWrites('refuse', 'refuse', 'refuse');
  const failed: unknown = await execute(stores.customers, aCustomerId, anAddCommand).catch(
    (error: unknown) => error,
  );
  expect(statusOf(failed)).toBe(503);
  expect((await dump(straight.tables)).size).toBe(0);

  const executed = await execute(stores.customers, aCustomerId, anAddCommand);

  expect(executed.ok).toBe(true);
  expect((await truthRows(straight.tables, 'E')).size).toBe(1);
});

it('does not take another’s write of the same version for its own', async () => {
  await execute(straight.customers, aCustomerId, anAddCommand);
  const loaded = await stores.customers.load(aCustomerId);
  await execute(straight.customers, aCustomerId, { ...stepsAt(askedAt).cancel, key });
  proxy.failWrites('refuse');

  const executed = await execute(stores.customers, aCustomerId, trigger, { loaded });

  expect(executed).toMatchObject({
    ok: false,
    refusal: { code: 'not-available', status: 'canceled' },
  });
});

describe('a mail’s stamp', () => {
  it.each<Fault>(['dropAfter', 'failAfter'])(
    'is there once, whatever is said of it (%s)',
    async (fault) => {
      await execute(straight.customers, aCustomerId, anAddCommand);
      await execute(straight.customers, aCustomerId, trigger);
      const { locator, outbox } = await stores.customers.load(aCustomerId);
      const [row] = outbox;
      if (row === undefined) throw new Error('there is no mail');
      proxy.failWrites(fault);

      await stores.customers.updateMail(locator, row, { ...row.value, state: 'accepted' });

      const [after] = (await straight.customers.load(aCustomerId)).outbox;
      expect(after?.value.state).toBe('accepted');
    },
  );
});

it.each<Fault>(['dropAfter', 'failAfter', 'refuse'])(
  'a slot of the quota whose answer is lost costs at most one more (%s)',
  async (fault) => {
    proxy.failWrites(fault);

    const first = await stores.mails.takeSlot(askedAt);

    expect(first).toBe(askedAt);
    const rows = await dump(straight.tables);
    const slots = rows.get('MailControl/quota/quota');
    expect(slots).toEqual({ slots: fault === 'refuse' ? [askedAt] : [askedAt, askedAt] });
  },
);
