// The rows beside the record, against a real Azurite: the trail, the outbox, and whose lists are out of date.
import * as z from 'zod';
import type { Command } from '../../../shared/domain/commands';
import { withOutbox, type LoadedCustomer } from '../../../shared/store/customer-rows';
import { keyOf } from '../../../shared/domain/ids';
import { execute } from '../../../shared/changes/execute';
import { azuriteOfThisFile } from '../../support/azurite';
import {
  aCustomerId,
  anAddCommand,
  anAssociation,
  anEngagement,
  anotherEngagement,
  answeredAt,
  aPartner,
  askedAt,
  stepsAt,
} from '../../support/examples';
import { emptyTables, storesOver, type Stores } from '../../support/tables';

const connectionString = azuriteOfThisFile();
let stores: Stores;
beforeEach(async () => {
  await emptyTables(connectionString());
  stores = storesOver(connectionString());
});

const key = keyOf(anAssociation('associated'));
const trigger = { ...stepsAt(askedAt).triggerConsent, key };
const approve = { ...stepsAt(answeredAt).approve, key };

async function done(command: Command): Promise<LoadedCustomer> {
  const executed = await execute(stores.customers, aCustomerId, command);
  if (!executed.ok) throw new Error(executed.refusal.code);
  return executed.loaded;
}

async function asked(): Promise<LoadedCustomer> {
  await done(anAddCommand);
  return done(trigger);
}

describe('the history', () => {
  it('tells who did what when, from → to, oldest first, over all attempts (invariant 9)', async () => {
    await asked();
    await done({ ...stepsAt(answeredAt).cancel, key });
    await done({ ...anAddCommand, at: answeredAt });

    const history = await stores.customers.history(key);

    expect(
      history.map(({ key: { attempt }, version, transition, from, to }) => {
        return [attempt, version, transition, from, to];
      }),
    ).toEqual([
      [1, 1, 'addCustomer', undefined, 'associated'],
      [1, 2, 'triggerConsent', 'associated', 'consentRequested'],
      [1, 3, 'cancel', 'consentRequested', 'canceled'],
      [2, 1, 'addCustomer', undefined, 'associated'],
    ]);
  });

  it('is of the pair alone: not of partners or workshops whose names begin alike', async () => {
    await done({ ...anAddCommand, engagements: [anEngagement, anotherEngagement] });

    expect(await stores.customers.history(key)).toHaveLength(1);
  });
});

describe('an outbox row', () => {
  it('is named differently by every deployment: two may share one mail service', async () => {
    const names = new Set<string>();
    for (let deployment = 0; deployment < 2; deployment += 1) {
      await emptyTables(connectionString());
      const { outbox } = await asked();
      names.add(z.uuid().parse(outbox[0]?.value.operationId));
    }

    expect(names.size).toBe(2);
  });

  it('is replaced as it was read, and not when somebody else changed it', async () => {
    const { locator, outbox } = await asked();
    const [row] = outbox;
    if (row === undefined) throw new Error('there is no mail');

    const first = await stores.customers.updateMail(locator, row, {
      ...row.value,
      state: 'accepted',
    });
    const second = await stores.customers.updateMail(locator, row, {
      ...row.value,
      state: 'dropped',
    });

    expect([first, second]).toEqual([true, false]);
    const [after] = (await stores.customers.load(aCustomerId)).outbox;
    expect(after?.value.state).toBe('accepted');
  });

  it('that is gone is neither changed nor missed', async () => {
    const { locator, outbox } = await asked();
    const [row] = outbox;
    if (row === undefined) throw new Error('there is no mail');

    await stores.customers.removeMail(locator, row);
    await stores.customers.removeMail(locator, row);

    expect(await stores.customers.updateMail(locator, row, row.value)).toBe(false);
    expect((await stores.customers.load(aCustomerId)).outbox).toEqual([]);
  });
});

it('knows of each open request how its own mail fares (R20)', async () => {
  await done({ ...anAddCommand, engagements: [anEngagement, anotherEngagement] });
  const other = { ...key, engagementId: anotherEngagement.id };
  await done({ ...trigger, key: other });
  const loaded = await done(trigger);
  const [mail] = loaded.outbox.filter(({ value }) => value.key.engagementId === key.engagementId);
  if (mail === undefined) throw new Error('there is no mail');
  const accepted = { ...mail.value, state: 'accepted' as const, acceptedAt: answeredAt };
  await stores.customers.updateMail(loaded.locator, mail, accepted);
  const after = await stores.customers.load(aCustomerId);

  const left = { key, sending: { state: 'sent', at: answeredAt } };
  const waits = (of: typeof key) => ({ key: of, sending: { state: 'waiting' } });
  expect(loaded.customer.sendings).toEqual([waits(other), waits(key)]);
  expect(after.customer.sendings).toEqual([waits(other), left]);
  expect(withOutbox(loaded, after.outbox).customer).toEqual(after.customer);
});

it('notes that a list of known customers is written, unless it has to change again already (R4)', async () => {
  await asked();
  const approved = await done(approve);
  expect(approved.unlisted).toEqual([aPartner.id]);
  await done({ ...stepsAt(answeredAt).submitWorkshopClaim, key });

  await stores.customers.markListed(approved, aPartner.id);
  expect((await stores.customers.load(aCustomerId)).unlisted).toEqual([aPartner.id]);

  await stores.customers.markListed(await stores.customers.load(aCustomerId), aPartner.id);
  expect((await stores.customers.load(aCustomerId)).unlisted).toEqual([]);
});
