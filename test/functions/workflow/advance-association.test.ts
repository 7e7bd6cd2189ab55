// The activity against a real Azurite and the local mail service: what is due is done once, however often it runs.
import { addDays, addSeconds } from '../../../shared/domain/time';
import { dump, emptyTables } from '../../support/tables';
import { azuriteOfThisFile } from '../../support/azurite';
import {
  aCustomerContact,
  anAddCommand,
  anotherPartner,
  answeredAt,
  aPartnerContact,
  addedAt,
  askedAt,
  consentDeadline,
  deliveryDeadline,
  locationOf,
  stepsAt,
  submittedAt,
} from '../../support/examples';
import { aKey, anAskedApp, startApp, type AnApp } from './support/an-app';

const connectionString = azuriteOfThisFile();
let app: AnApp;
beforeEach(async () => {
  await emptyTables(connectionString());
  app = await anAskedApp(connectionString());
});
afterEach(() => app.stop());

const toCustomer = aCustomerContact.email;
const toPartner = aPartnerContact.email;

/** To whom mails went, oldest first, as `recipient: subject`. */
async function sent(): Promise<string[]> {
  return (await app.received()).map(({ to }) => to[0]?.address ?? '');
}
async function kinds(): Promise<string[]> {
  return (await app.outbox()).map(({ mail: { kind }, state }) => `${kind} ${state}`);
}

describe('run twice', () => {
  it('sends the mail once, and leaves the tables as run once', async () => {
    const first = await app.advance();
    const once = await dump(app.stores.tables);

    const second = await app.advance();

    expect(second).toEqual(first);
    expect(await dump(app.stores.tables)).toEqual(once);
    expect(await sent()).toEqual([toCustomer]);
  });

  it('at the same time, sends each mail once and records each reminder once', async () => {
    app.set(addDays(consentDeadline, -7));

    await Promise.all([app.advance(), app.advance(), app.advance()]);

    expect((await app.association()).version).toBe(3);
    expect(await kinds()).toEqual([
      'consentRequest accepted',
      'consentReminder accepted',
      'consentWarning accepted',
    ]);
    expect((await sent()).sort()).toEqual([toCustomer, toCustomer, toPartner]);
  });
});

describe('the standing', () => {
  it('tells the phase, and when time will next change the record', async () => {
    const mark = addDays(consentDeadline, -7);
    expect(await app.advance()).toEqual({
      phase: 'awaitingConsent',
      status: 'consentRequested',
      wakeAt: mark,
    });

    await app.step('approve', answeredAt);
    expect(await app.advance()).toEqual({
      phase: 'awaitingDelivery',
      status: 'active',
      wakeAt: addDays(deliveryDeadline, -30),
    });

    await app.step('submitWorkshopClaim', submittedAt);
    expect(await app.advance()).toEqual({ phase: 'over', status: 'completed', wakeAt: undefined });
  });

  it('of what is not on record is over', async () => {
    const unknown = { ...aKey, attempt: 2 };

    expect(await app.advance(unknown)).toEqual({ phase: 'over', status: 'unknown' });
  });
});

describe('reminders (R21)', () => {
  it('go out at their marks and no sooner, each once: to the customer and to the partner', async () => {
    await app.sleepUntil(addSeconds(addDays(consentDeadline, -7), -1));
    expect(await sent()).toEqual([toCustomer]);

    await app.sleepUntil(addDays(consentDeadline, -7));
    expect(await sent()).toEqual([toCustomer, toCustomer, toPartner]);

    await app.sleepUntil(addDays(consentDeadline, -1));
    await app.sleepUntil(addSeconds(consentDeadline, -1));
    expect(await sent()).toHaveLength(5);
  });

  it('that were missed collapse into one to each side', async () => {
    await app.advance();
    app.set(addSeconds(addDays(consentDeadline, -1), 3600));

    await app.advance();

    expect(await sent()).toEqual([toCustomer, toCustomer, toPartner]);
    expect((await app.association()).remindersDone).toEqual(['consent-7', 'consent-1']);
  });

  it('stop with the answer', async () => {
    await app.advance();
    await app.step('decline', answeredAt);

    await app.sleepUntil(addDays(consentDeadline, 1));

    expect(await kinds()).toEqual(['consentRequest accepted', 'consentDeclined accepted']);
  });

  it('of the delivery go to the partner alone, 30, 7 and 1 days before its deadline', async () => {
    await app.advance();
    await app.step('approve', answeredAt);
    await app.sleepUntil(addSeconds(deliveryDeadline, -1));

    const warnings = (await kinds()).filter((kind) => kind === 'deliveryWarning accepted');
    expect(warnings).toHaveLength(3);
    expect((await sent()).slice(-3)).toEqual([toPartner, toPartner, toPartner]);
  });
});

describe('the end of a clock', () => {
  it('expires the consent after its margin, tells the partner, and is over (R18, R22)', async () => {
    await app.advance();
    app.set(addSeconds(consentDeadline, 59));
    expect((await app.advance()).status).toBe('consentRequested');

    app.set(addSeconds(consentDeadline, 60));
    expect(await app.advance()).toMatchObject({ phase: 'over', status: 'consentExpired' });
    expect((await kinds()).at(-1)).toBe('consentExpired accepted');
  });

  it('found days late is recorded at once, with one notice and no late reminder (FT26)', async () => {
    await app.advance();
    app.set(addDays(consentDeadline, 10));

    await app.advance();

    const history = await app.stores.customers.history(aKey);
    expect(history.at(-1)).toMatchObject({ transition: 'expireConsent', by: { kind: 'system' } });
    expect(await kinds()).toEqual(['consentRequest accepted', 'consentExpired accepted']);
  });

  it('expires the delivery and lets go of the customer (R29)', async () => {
    await app.step('approve', answeredAt);
    app.set(addSeconds(deliveryDeadline, 60));

    await app.advance();

    const { customer } = await app.load();
    expect(customer.associations[0]?.status).toBe('deliveryExpired');
    expect(customer.anchors).toMatchObject([{ state: 'released' }]);
  });

  it('without ever having asked counts as no answer, and is told to the account’s contact (R22)', async () => {
    await emptyTables(connectionString());
    await app.stop();
    app = await startApp(connectionString());
    await app.take(anAddCommand);

    await app.sleepUntil(addDays(consentDeadline, 1));

    expect((await app.association()).status).toBe('consentExpired');
    expect(await kinds()).toEqual([
      'consentWarning accepted',
      'consentWarning accepted',
      'consentExpired accepted',
    ]);
    expect(new Set(await sent())).toEqual(new Set(['mci@fabrikam.example']));
  });
});

it('of a partner who lost the customer records it and tells it once, and takes it off the eligible (R26)', async () => {
  const location = { partner: anotherPartner, locationId: locationOf(anotherPartner) };
  await app.take({ ...anAddCommand, ...location, at: addedAt });
  const theirs = { ...aKey, partnerId: anotherPartner.id };
  await app.take({ ...stepsAt(askedAt).triggerConsent, key: theirs });
  await app.take({ ...stepsAt(answeredAt).approve, key: theirs });

  await app.advance();
  await app.advance();

  expect(await app.association()).toMatchObject({ status: 'superseded', supersededAt: answeredAt });
  const own = (await app.outbox()).filter(({ key }) => key.partnerId === aKey.partnerId);
  expect(own.map(({ mail, state }) => `${mail.kind} ${state}`)).toEqual([
    'consentRequest dropped',
    'superseded accepted',
  ]);
  const entry = await app.stores.pages.entry(aKey.partnerId, aKey.engagementId, aKey.customerId);
  expect(entry?.pair).toMatchObject({ own: { status: 'superseded' }, anchor: { state: 'active' } });
});

it('lists the customer as known to the partner after its consent (R4)', async () => {
  await app.step('approve', answeredAt);

  await app.advance();

  expect((await app.load()).unlisted).toEqual([]);
  const rows = await dump(app.stores.tables);
  expect(rows.has(`CustomersPages/p_${aKey.partnerId}/k_${aKey.customerId}`)).toBe(true);
});
