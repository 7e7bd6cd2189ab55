// A resend while the mail service stumbles: the 24 hours run from the mail that has left, nobody gets two at once, and the
// row offers just what succeeds (R20, invariant 8).
import type { CustomerContact } from '../../../shared/domain/contacts';
import { rowOf } from '../../../shared/domain/customers-page';
import { addHours, addSeconds, type Instant } from '../../../shared/domain/time';
import { execute } from '../../../shared/changes/execute';
import { azuriteOfThisFile } from '../../support/azurite';
import {
  aCustomerContact,
  aCustomerId,
  anEngagement,
  anotherCustomerContact,
  aPartner,
  askedAt,
  stepsAt,
} from '../../support/examples';
import { emptyTables } from '../../support/tables';
import { aKey, anAskedApp, type AnApp } from './support/an-app';

const connectionString = azuriteOfThisFile();
let app: AnApp;
beforeEach(async () => {
  await emptyTables(connectionString());
  app = await anAskedApp(connectionString());
});
afterEach(() => app.stop());

/** What a resend is answered at `now`: a refusal, or the mails that then wait; and whether the row has offered it. */
async function resend(now: Instant, customerContact: CustomerContact = aCustomerContact) {
  app.set(now);
  const { partnerId, engagementId } = aKey;
  const entry = await app.stores.pages.entry(partnerId, engagementId, aCustomerId);
  const row =
    entry &&
    rowOf({ ...entry, unmet: [], engagement: anEngagement, partner: aPartner, now: app.now() });
  const step = { ...stepsAt(now).resendConsent, customerContact, key: aKey };
  const executed = await execute(app.stores.customers, aCustomerId, step);
  return {
    isOffered: row?.actions.includes('resendCustomerConsent') ?? false,
    answer: executed.ok ? 'accepted' : executed.refusal,
  };
}

const subjects = async () => (await app.received()).map(({ subject }) => subject);

it('waits for the mail that waits, then 24 hours from when it left', async () => {
  await app.failMails({ next: 99, status: 503 });
  await app.sleepUntil(addHours(askedAt, 48));
  const meanwhile = await resend(addHours(askedAt, 48));
  await app.failMails({ next: 1, status: 503 });
  await app.sleepUntil(addHours(askedAt, 50));
  const leftAt = (await app.outbox())[0]?.acceptedAt ?? askedAt;
  const retryAt = addHours(leftAt, 24);

  expect(meanwhile).toEqual({ isOffered: false, answer: { code: 'resend-waiting' } });
  expect(leftAt > addHours(askedAt, 48)).toBe(true);
  expect(await resend(addSeconds(retryAt, -1))).toEqual({
    isOffered: false,
    answer: { code: 'resend-too-soon', retryAt },
  });
  expect(await resend(retryAt)).toEqual({ isOffered: true, answer: 'accepted' });
  expect(await subjects()).toHaveLength(1);
});

it('need not wait for a mail whose address the service refuses', async () => {
  const customerContact = { ...aCustomerContact, email: 'invalid@aw.example' };
  await app.take({ ...stepsAt(askedAt).resendConsent, customerContact, key: aKey });
  await app.advance();

  const again = await resend(addSeconds(askedAt, 60), customerContact);
  await app.advance();

  expect(again).toEqual({ isOffered: true, answer: 'accepted' });
  expect((await app.outbox()).map(({ mail, state }) => `${mail.kind} ${state}`)).toEqual([
    'consentRequest dropped',
    'consentRequest rejected',
    'consentRequest rejected',
  ]);
});

it('to another contact takes the place of the mail that waits', async () => {
  await app.failMails({ next: 1, status: 503 });
  await app.advance();

  const { answer } = await resend(addSeconds(askedAt, 1), anotherCustomerContact);
  await app.advance();

  expect(answer).toBe('accepted');
  expect((await app.received()).map(({ to }) => to[0]?.address)).toEqual([
    anotherCustomerContact.email,
  ]);
});
