// Many at once on one customer, against a real Azurite: decided anew when somebody else was first, nothing lost, bounded.
import type { Command, OpenCommand } from '../../../shared/domain/commands';
import { engagementId, partnerId, keyOf } from '../../../shared/domain/ids';
import type { Partner } from '../../../shared/domain/reference';
import { addDays } from '../../../shared/domain/time';
import { execute, type Executed } from '../../../shared/changes/execute';
import { Contention } from '../../../shared/store/contention';
import { azuriteOfThisFile } from '../../support/azurite';
import {
  aCustomerContact,
  aCustomerId,
  addedAt,
  anAddCommand,
  anAssociation,
  anEngagement,
  anotherPartner,
  answeredAt,
  aPartner,
  askedAt,
  aThirdPartner,
  locationOf,
  resendableAt,
  stepsAt,
} from '../../support/examples';
import { emptyTables, storesOver, truthRows, type Stores } from '../../support/tables';

const connectionString = azuriteOfThisFile();
let stores: Stores;
beforeEach(async () => {
  await emptyTables(connectionString());
  stores = storesOver(connectionString());
});

const key = keyOf(anAssociation('associated'));
const sixteen = Array.from({ length: 16 }, (_, n) => n);

/** All at once; those who gave up among so many count as `contention`. */
async function outcomes(all: readonly Promise<Executed>[]): Promise<string[]> {
  const settled = await Promise.allSettled(all);
  return settled.map((each) => {
    if (each.status === 'fulfilled') return each.value.ok ? 'ok' : each.value.refusal.code;
    if (each.reason instanceof Contention) return 'contention';
    throw each.reason;
  });
}

describe('16 writers on one association (FT10)', () => {
  it('end as one after the other would: five corrected addresses, eleven refused, no update lost (R20)', async () => {
    await execute(stores.customers, aCustomerId, anAddCommand);
    await execute(stores.customers, aCustomerId, { ...stepsAt(askedAt).triggerConsent, key });
    const resend = stepsAt(resendableAt).resendConsent;

    const results = await outcomes(
      sixteen.map((n) => {
        const customerContact = { ...aCustomerContact, email: `carl${n}@aw.example` };
        return execute(stores.customers, aCustomerId, { ...resend, customerContact, key });
      }),
    );

    expect(results.filter((result) => result === 'ok')).toHaveLength(5);
    expect(new Set(results)).toEqual(new Set(['ok', 'resend-limit-reached']));
    const history = await stores.customers.history(key);
    expect(history.map(({ version }) => version)).toEqual([1, 2, 3, 4, 5, 6, 7]);
    const { customer, outbox } = await stores.customers.load(aCustomerId);
    expect(customer.associations[0]).toMatchObject({
      version: 7,
      consentRequest: { resends: 5, contactVersion: 6 },
    });
    expect(outbox.map(({ value }) => value.mail.contactVersion)).toEqual([1, 2, 3, 4, 5, 6]);
  });

  it('make one step of the same request, sent 16 times (idempotency)', async () => {
    await execute(stores.customers, aCustomerId, anAddCommand);
    const trigger = { ...stepsAt(askedAt).triggerConsent, request: 'the-same', key };

    const results = await outcomes(
      sixteen.map(() => execute(stores.customers, aCustomerId, trigger)),
    );

    expect(new Set(results)).toEqual(new Set(['ok']));
    expect(await stores.customers.history(key)).toHaveLength(2);
    expect((await truthRows(stores.tables, 'O')).size).toBe(1);
  });

  it('on one customer that must all be written are written, or give up having written nothing', async () => {
    const engagements = sixteen.map((n) => ({
      ...anEngagement,
      id: engagementId.parse(`workshop-${n}`),
    }));
    await execute(stores.customers, aCustomerId, { ...anAddCommand, engagements });
    const keys = engagements.map(({ id }) => ({ ...key, engagementId: id }));
    for (const each of keys) {
      const trigger = { ...stepsAt(askedAt).triggerConsent, key: each };
      await execute(stores.customers, aCustomerId, trigger);
    }

    // Each of them also writes that the customer is known to this partner: one row that all sixteen want.
    const results = await outcomes(
      keys.map((each) =>
        execute(stores.customers, aCustomerId, { ...stepsAt(answeredAt).approve, key: each }),
      ),
    );

    const written = results.filter((result) => result === 'ok').length;
    expect(results.filter((result) => result !== 'ok' && result !== 'contention')).toEqual([]);
    expect(written).toBeGreaterThanOrEqual(12);
    const { customer } = await stores.customers.load(aCustomerId);
    expect(customer.knownBy).toEqual([aPartner.id]);
    expect(customer.anchors).toHaveLength(written);
    expect(customer.associations.filter(({ status }) => status === 'active')).toHaveLength(written);
    for (const [n, each] of keys.entries()) {
      expect(await stores.customers.history(each)).toHaveLength(results[n] === 'ok' ? 3 : 2);
    }
  });
});

describe('more endings that are due than one transaction holds', () => {
  const after = (days: number) => addDays(answeredAt, days);
  const partner = (n: number): Partner => ({ ...aThirdPartner, id: partnerId.parse(`rival-${n}`) });
  const openedBy = (one: Partner): OpenCommand => ({
    ...anAddCommand,
    partner: one,
    locationId: locationOf(one),
  });
  async function done(command: Command): Promise<Executed & { ok: true }> {
    const executed = await execute(stores.customers, aCustomerId, command);
    if (!executed.ok) throw new Error(executed.refusal.code);
    return executed;
  }

  it('do not stand in the way of an approval: forty who lost to an earlier winner, unrecorded (R26)', async () => {
    const rivals = Array.from({ length: 40 }, (_, n) => partner(n));
    for (const each of [...rivals, aPartner]) await done({ ...openedBy(each), at: addedAt });
    await done({ ...stepsAt(askedAt).triggerConsent, key });
    await done({ ...stepsAt(answeredAt).approve, key });
    await done({ ...stepsAt(after(1)).cancel, key });
    const late = { ...key, partnerId: anotherPartner.id };
    await done({ ...openedBy(anotherPartner), at: after(2) });
    await done({ ...stepsAt(after(2)).triggerConsent, key: late });

    const { loaded, changes } = await done({ ...stepsAt(after(3)).approve, key: late });

    const { associations, anchors } = loaded.customer;
    const statuses = associations.map(({ status }) => status);
    expect(statuses.filter((status) => status === 'superseded')).toHaveLength(40);
    expect(anchors).toMatchObject([{ partnerId: anotherPartner.id, state: 'active' }]);
    expect(changes.associations).toHaveLength(41);
  });

  it('do not stand in the way of adding as many workshops as can be chosen at a time (R16)', async () => {
    const engagements = Array.from({ length: 20 }, (_, n) => ({
      ...anEngagement,
      id: engagementId.parse(`workshop-${n}`),
    }));
    const all = { ...anAddCommand, engagements };
    await done({ ...openedBy(anotherPartner), engagements });
    for (const { id } of engagements) {
      const held = { ...key, partnerId: anotherPartner.id, engagementId: id };
      await done({ ...stepsAt(askedAt).triggerConsent, key: held });
      await done({ ...stepsAt(answeredAt).approve, key: held });
    }
    // Their holds run out unrecorded; what is added then expires unrecorded as well.
    await done({ ...all, at: after(90) });
    const { loaded, changes } = await done({ ...all, at: after(121) });

    const own = loaded.customer.associations.filter(({ partnerId: id }) => id === aPartner.id);
    const statuses = (attempt: number) =>
      new Set(own.filter((a) => a.attempt === attempt).map(({ status }) => status));
    expect(own).toHaveLength(40);
    expect(statuses(1)).toEqual(new Set(['consentExpired']));
    expect(statuses(2)).toEqual(new Set(['associated']));
    expect(changes.associations.filter(({ before }) => before === undefined)).toHaveLength(20);
  });
});

it('records the intents before every try: before the one that came too late, and before the next', async () => {
  await execute(stores.customers, aCustomerId, anAddCommand);
  const loaded = await stores.customers.load(aCustomerId);
  const remind = stepsAt(addDays(addedAt, 24)).settle;
  await execute(stores.customers, aCustomerId, { ...remind, key });
  const intents: number[] = [];

  const trigger = { ...stepsAt(addDays(addedAt, 25)).triggerConsent, key };
  const executed = await execute(stores.customers, aCustomerId, trigger, {
    loaded,
    beforeCommit: ({ associations }) => {
      intents.push(...associations.map(({ after }) => after.version));
      return Promise.resolve();
    },
  });

  expect(executed.ok).toBe(true);
  expect(intents).toEqual([2, 3]);
});

it('writes nothing when the intents can’t be recorded', async () => {
  const failing = execute(stores.customers, aCustomerId, anAddCommand, {
    beforeCommit: () => Promise.reject(new Error('no ticket')),
  });

  await expect(failing).rejects.toThrow('no ticket');
  expect((await truthRows(stores.tables, 'ET')).size).toBe(0);
});
