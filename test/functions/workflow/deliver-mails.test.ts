// The outbox against the local mail service and a real Azurite: faults, refusals, quota, and who still wants a mail.
import { LoggedFault } from '../../../functions/log/log';
import { engagementId } from '../../../shared/domain/ids';
import { addSeconds } from '../../../shared/domain/time';
import { hashOfToken, locatorOfToken } from '../../../shared/store/consent-link';
import { azuriteOfThisFile } from '../../support/azurite';
import {
  aCustomerContact,
  aCustomerId,
  anAddCommand,
  anEngagement,
  anotherCustomerContact,
  anotherEngagement,
  answeredAt,
  aPartnerContact,
  askedAt,
  consentDeadline,
  resendableAt,
  stepsAt,
} from '../../support/examples';
import { emptyTables, truthRows } from '../../support/tables';
import { aKey, anAskedApp, startApp, type AnApp } from './support/an-app';

const connectionString = azuriteOfThisFile();
let app: AnApp;
beforeEach(async () => {
  await emptyTables(connectionString());
  app = await anAskedApp(connectionString());
});
afterEach(() => app.stop());

const states = async () => (await app.outbox()).map(({ mail, state }) => `${mail.kind} ${state}`);

const linkOf = (token: string) =>
  app.stores.customers.readLink(locatorOfToken(token) ?? '', hashOfToken(token));
const links = () => truthRows(app.stores.tables, 'U');

it('leaves no link behind of a mail that the service put off: it has surely not left', async () => {
  await app.failMails({ next: 1, status: 429, retryAfterSeconds: 60 });

  await app.advance();

  expect(app.sends()).toBe(1);
  expect((await links()).size).toBe(0);
});

it('leaves none of a mail that was refused for good', async () => {
  const key = { ...aKey, engagementId: anotherEngagement.id };
  await app.take({ ...anAddCommand, engagements: [anotherEngagement] });
  const customerContact = { ...aCustomerContact, email: 'invalid@aw.example' };
  await app.take({ ...stepsAt(askedAt).triggerConsent, customerContact, key });

  await app.advance(key);

  expect(app.sends()).toBe(1);
  expect((await links()).size).toBe(0);
});

it('keeps the link of a try of which nobody knows whether it left', async () => {
  await app.failMails({ next: 1, status: 503 });

  await app.advance();

  expect((await links()).size).toBe(1);
});

it('carries a link of its own, whose hash was on record before the mail left (R19)', async () => {
  await app.advance();

  const [mail] = await app.received();
  const links = mail?.links.filter((link) => link.includes('/consent/')) ?? [];
  const token = links[0]?.split('/').at(-1) ?? '';
  expect(links[0]).toMatch(/^https:\/\/mci\.example\/consent\//);
  expect(await linkOf(token)).toEqual({
    key: aKey,
    contactVersion: 1,
    issuedAt: askedAt,
  });
});

it.each([
  ['is answered to the partner’s contact', aPartnerContact.email, [aPartnerContact.email]],
  ['needs no other address where both are the same', 'CARL@aw.example', []],
])('%s', async (_, email, replyTo) => {
  const key = { ...aKey, engagementId: anotherEngagement.id };
  await app.take({ ...anAddCommand, engagements: [anotherEngagement] });
  const partnerContact = { ...aPartnerContact, email };
  await app.take({ ...stepsAt(askedAt).triggerConsent, partnerContact, key });
  await app.advance(key);

  const [mail] = await app.received();
  expect(mail?.replyTo.map(({ address }) => address)).toEqual(replyTo);
});

describe('a service that is busy (429)', () => {
  it('is left alone until it may be asked again, however often the activity runs', async () => {
    await app.failMails({ next: 1, status: 429, retryAfterSeconds: 3600 });
    const until = addSeconds(askedAt, 3600);

    expect((await app.advance()).wakeAt).toBe(until);
    app.set(addSeconds(until, -1));
    for (let n = 0; n < 5; n += 1) expect((await app.advance()).wakeAt).toBe(until);
    expect(app.sends()).toBe(1);

    app.set(until);
    await app.advance();
    expect([app.sends(), (await app.received()).length]).toEqual([2, 1]);
  });

  it('is left alone by the other mails too', async () => {
    await app.failMails({ next: 1, status: 429, retryAfterSeconds: 600 });
    await app.advance();
    await app.step('approve', addSeconds(askedAt, 10));

    const standing = await app.advance();

    expect(standing.wakeAt).toBe(addSeconds(askedAt, 600));
    expect(app.sends()).toBe(1);
  });
});

describe('a service that fails', () => {
  it.each([
    ['answers 503', { next: 2, status: 503 }],
    ['answers 400: the sender may be verified yet', { next: 2, status: 400 }],
    ['answers 401: the key may be put right', { next: 2, status: 401 }],
  ])('is tried again after two minutes (%s)', async (_, fault) => {
    await app.failMails(fault);

    expect((await app.advance()).wakeAt).toBe(addSeconds(askedAt, 120));
    await app.sleepUntil(addSeconds(askedAt, 3600));

    expect(app.sends()).toBe(3);
    expect(await app.received()).toHaveLength(1);
    expect(await states()).toEqual(['consentRequest accepted']);
    const tries = app.lines('mailHandled');
    expect(tries.map(({ outcome }) => outcome)).toEqual(['failed', 'failed', 'accepted']);
    expect(app.lines('fault').map(({ doing }) => doing)).toEqual(['sendMail', 'sendMail']);
  });

  it('is tried less and less often, at last every hour', async () => {
    await app.failMails({ next: 99, status: 503 });

    await app.sleepUntil(addSeconds(askedAt, 20 * 3600));

    expect(app.sends()).toBeGreaterThan(20);
    expect(app.sends()).toBeLessThan(60);
  });

  it('after it took the mail gets the same mail again, which it knows by its operation (FT5)', async () => {
    await app.failMails({ next: 1, dropAfterAccept: true });

    await app.advance();
    await app.sleepUntil(addSeconds(askedAt, 3600));

    expect(app.sends()).toBe(2);
    const [row] = await app.outbox();
    expect((await app.received()).map(({ id }) => id)).toEqual([row?.operationId]);
  });

  it('until nobody wants the mail any more: it is dropped, and the clock has run as ever (R18)', async () => {
    await app.failMails({ next: 100_000, status: 503 });
    await app.advance();
    const { consentDeadline: before } = await app.association();

    app.set(addSeconds(consentDeadline, 60));
    await app.advance();

    expect(before).toBe(consentDeadline);
    expect((await app.association()).status).toBe('consentExpired');
    expect(await states()).toEqual(['consentRequest dropped', 'consentExpired pending']);
  });
});

it('a crash between sending and stamping sends the same mail again, under the same name (FT5)', async () => {
  await app.stop();
  await emptyTables(connectionString());
  let crashes = 1;
  app = await anAskedApp(connectionString(), {
    change: (deps) => ({
      ...deps,
      customers: {
        ...deps.customers,
        updateMail: (...row) => {
          if (crashes-- > 0) throw new Error('the process was killed here');
          return deps.customers.updateMail(...row);
        },
      },
    }),
  });

  await expect(app.advance()).rejects.toThrow(LoggedFault);
  await app.advance();

  expect(app.sends()).toBe(2);
  const mails = await app.received();
  expect(mails).toHaveLength(1);
  expect(await states()).toEqual(['consentRequest accepted']);
  const token =
    mails[0]?.links
      .find((link) => link.includes('/consent/'))
      ?.split('/')
      .at(-1) ?? '';
  expect(await linkOf(token)).toMatchObject({ contactVersion: 1 });
});

it('an address that the service refuses shows on the row, is not tried again, and moves no clock', async () => {
  const customerContact = { ...aCustomerContact, email: 'invalid@aw.example' };
  await app.take({ ...stepsAt(resendableAt).resendConsent, customerContact, key: aKey });
  const before = await app.association();

  await app.advance();
  await app.advance();

  expect(app.sends()).toBe(1);
  expect(await states()).toEqual(['consentRequest dropped', 'consentRequest rejected']);
  expect(await app.association()).toEqual(before);
  const entry = await app.stores.pages.entry(aKey.partnerId, aKey.engagementId, aCustomerId);
  expect(entry?.mailProblem).toMatchObject({ kind: 'consentRequest', state: 'rejected' });
  expect(entry?.mailProblem?.detail).toContain('InvalidEmailAddress');
});

describe('a mail that waits', () => {
  it('is dropped after a cancel: only the ending’s own notice goes out (R30, invariant 6)', async () => {
    await app.step('cancel', answeredAt);

    expect((await app.advance()).phase).toBe('over');

    expect(await states()).toEqual(['consentRequest dropped', 'cancelNotice accepted']);
    expect(await app.received()).toHaveLength(1);
  });

  it('is left to its own attempt’s orchestration when the customer was added anew', async () => {
    await app.step('cancel', answeredAt);
    await app.take({ ...anAddCommand, at: answeredAt });

    await app.advance({ ...aKey, attempt: 2 });
    expect(await states()).toEqual(['consentRequest pending', 'cancelNotice pending']);
    await app.advance();

    expect(await states()).toEqual(['consentRequest dropped', 'cancelNotice accepted']);
  });

  it('is dropped when its contact was replaced: the link would be void (R20)', async () => {
    const customerContact = anotherCustomerContact;
    await app.take({ ...stepsAt(resendableAt).resendConsent, customerContact, key: aKey });

    await app.advance();

    expect(await states()).toEqual(['consentRequest dropped', 'consentRequest accepted']);
    const [mail] = await app.received();
    expect(mail?.to[0]?.address).toBe(customerContact.email);
  });

  it('keeps an ended life open until it is out: closing, then over', async () => {
    await app.advance();
    await app.step('decline', answeredAt);
    await app.failMails({ next: 1, status: 503 });

    expect(await app.advance()).toMatchObject({ phase: 'closing', status: 'declined' });
    expect((await app.sleepUntil(addSeconds(answeredAt, 3600))).phase).toBe('over');
  });
});

it('the quota paces all mails together, in order, each at its own instant', async () => {
  await app.stop();
  await emptyTables(connectionString());
  app = await startApp(connectionString(), { quota: { perMinute: 2, perHour: 4 } });
  const engagements = Array.from({ length: 6 }, (_, n) => ({
    ...anEngagement,
    id: engagementId.parse(`workshop-${n}`),
  }));
  await app.take({ ...anAddCommand, engagements });
  const keys = engagements.map(({ id }) => ({ ...aKey, engagementId: id }));
  for (const key of keys) await app.take({ ...stepsAt(askedAt).triggerConsent, key });

  const wakes = [];
  for (const key of keys) wakes.push((await app.advance(key)).wakeAt);

  const [mark] = wakes;
  const slots = [60, 60, 3600, 3600].map((seconds) => addSeconds(askedAt, seconds));
  expect(wakes).toEqual([mark, mark, ...slots]);
  expect(app.sends()).toBe(2);
  app.set(addSeconds(askedAt, 60));
  for (const key of keys) await app.advance(key);
  expect(app.sends()).toBe(4);
  app.set(addSeconds(askedAt, 3600));
  for (const key of keys) await app.advance(key);
  expect(app.sends()).toBe(6);
});
