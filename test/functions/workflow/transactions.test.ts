// Storage transactions per operation, counted by a proxy under the real handlers and stores, beside the budget of
// reliability.md, section 3. Kept exact: one more is a change to be decided, one fewer too.
import { HttpRequest, type HttpResponseInit } from '@azure/functions';
import { addCustomer } from '../../../functions/http/add-customer';
import { answerConsent } from '../../../functions/http/answer-consent';
import { listCustomers } from '../../../functions/http/list-customers';
import type { Operation } from '../../../functions/http/operation';
import { resendConsent } from '../../../functions/http/resend-consent';
import { showConsent } from '../../../functions/http/show-consent';
import { submitWorkshopClaim } from '../../../functions/http/submit-workshop-claim';
import { triggerConsent } from '../../../functions/http/trigger-consent';
import { engagementId, partnerId } from '../../../shared/domain/ids';
import { addSeconds } from '../../../shared/domain/time';
import { execute } from '../../../shared/store/execute';
import { azuriteOfThisFile } from '../../support/azurite';
import { startCountingProxy, type CountingProxy } from '../../support/counting-proxy';
import {
  aCustomerContact,
  aCustomerId,
  aCustomerProfile,
  anAddCommand,
  anEngagement,
  answeredAt,
  aPartner,
  aPartnerContact,
  aProof,
  askedAt,
  consentDeadline,
  resendableAt,
  stepsAt,
  submittedAt,
} from '../../support/examples';
import { emptyTables } from '../../support/tables';
import { aDriver } from './support/a-driver';
import { aKey, startApp, type AnApp } from './support/an-app';

const connectionString = azuriteOfThisFile();
let proxy: CountingProxy;
let app: AnApp;
beforeEach(async () => {
  await emptyTables(connectionString());
  proxy = await startCountingProxy(connectionString());
  app = await startApp(proxy.connectionString);
  await app.deps.reference.putPartner(aPartner);
  await app.deps.reference.putProfile(aCustomerProfile);
  for (const engagement of workshops) await app.deps.reference.putEngagement(engagement);
  // A request finds these two small tables read already: they are kept for a minute.
  await Promise.all([app.deps.reference.engagements(), app.deps.reference.partner(aPartner.id)]);
});
afterEach(async () => {
  await app.stop();
  await proxy.stop();
});

const workshops = [0, 1, 2].map((n) => ({
  ...anEngagement,
  id: n === 0 ? anEngagement.id : engagementId.parse(`workshop-${n}`),
}));
const row = { engagementId: anEngagement.id, customerId: aCustomerId };

async function call(
  operation: Operation,
  options: { params?: Record<string, string>; json?: unknown; form?: Record<string, string> } = {},
): Promise<HttpResponseInit> {
  const { params = {}, json, form } = options;
  const type = form === undefined ? 'application/json' : 'application/x-www-form-urlencoded';
  const text = form === undefined ? JSON.stringify(json) : new URLSearchParams(form).toString();
  const [method = 'GET'] = operation.methods;
  const request = new HttpRequest({
    method,
    url: 'https://mci.example/api',
    params,
    headers: { 'content-type': type },
    ...(method === 'GET' ? {} : { body: { string: text } }),
  });
  const driver = aDriver();
  proxy.reset();
  const handler = operation.handler({ deps: app.deps, driverOf: () => driver });
  return (await handler(request, app.context)) ?? {};
}

/** What was counted, as `2 query Customers`. */
function counted(): string[] {
  const all = proxy.counted();
  return [...new Set(all)]
    .map((each) => `${all.filter((one) => one === each).length} ${each}`)
    .sort();
}

async function asked(): Promise<string> {
  await app.take(anAddCommand);
  await app.step('triggerConsent', askedAt);
  await app.advance();
  const [mail] = await app.received();
  return (
    mail?.links
      .find((link) => link.includes('/consent/'))
      ?.split('/')
      .at(-1) ?? ''
  );
}

const addBody = (engagementIds: readonly string[]) => ({
  locationId: anAddCommand.locationId,
  customerEmail: 'carl@aw.example',
  engagementIds,
});
const approval = {
  decision: 'approve',
  approverName: 'Carl Quist',
  confirmed: 'yes',
  request: `${anEngagement.id}.1`,
};

// Budget 1: the page's own rows and the partner's known customers are two partitions, read at once (decision 12).
it('a page is listed with 2 (budget 1)', async () => {
  await asked();

  const { status } = await call(listCustomers, { params: { engagementId: anEngagement.id } });

  expect(status).toBe(200);
  expect(counted()).toEqual(['2 query CustomersPages']);
});

// Budget 3 + 3n: the ticket stays for the reconciliation instead of being deleted (decision 13).
it.each([1, 3])('adding to %i workshops costs 3 + 2n (budget 3 + 3n)', async (n) => {
  const engagementIds = workshops.slice(0, n).map(({ id }) => id);

  const { status } = await call(addCustomer, { json: addBody(engagementIds) });

  expect(status).toBe(201);
  expect(counted()).toEqual([
    '1 get ReferenceData',
    '1 query Customers',
    '1 transaction Customers',
    `${n} update CustomersPages`,
    `${n} update DueAssociations`,
  ]);
});

it('triggering consent costs 3 (budget 3)', async () => {
  await app.take(anAddCommand);

  const { status } = await call(triggerConsent, {
    params: row,
    json: { customerContact: aCustomerContact, partnerContact: aPartnerContact },
  });

  expect(status).toBe(200);
  expect(counted()).toEqual([
    '1 query Customers',
    '1 transaction Customers',
    '1 update CustomersPages',
  ]);
});

it('showing the consent page costs 1 (budget 1) and writes nothing, a hundred times over (invariant 5, FT15)', async () => {
  const token = await asked();

  const { status } = await call(showConsent, { params: { token } });
  expect(status).toBe(200);
  expect(counted()).toEqual(['1 query Customers']);

  for (let n = 0; n < 50; n += 1) await call(showConsent, { params: { token } });
  expect(counted()).toEqual(['1 query Customers']);
});

// Budget 3 + k: the link is looked up with a query of its own before the decision's.
it.each([0, 3])('deciding with %i other partners pending costs 4 + k (budget 3 + k)', async (k) => {
  const token = await asked();
  for (let n = 0; n < k; n += 1) {
    const partner = { ...aPartner, id: partnerId.parse(`rival-${n}`) };
    await execute(app.deps.customers, aCustomerId, { ...anAddCommand, partner });
  }
  app.set(answeredAt);

  const { status } = await call(answerConsent, { params: { token }, form: approval });

  expect(status).toBe(200);
  expect(counted()).toEqual([
    '1 transaction Customers',
    '2 query Customers',
    `${1 + k} update CustomersPages`,
  ]);
});

// Budget 2: the row is rewritten too, it shows how many reminders were sent and what became of the last.
it('resending costs 3 (budget 2)', async () => {
  await asked();
  app.set(resendableAt);

  const { status } = await call(resendConsent, { params: row, json: {} });

  expect(status).toBe(200);
  expect(counted()).toEqual([
    '1 query Customers',
    '1 transaction Customers',
    '1 update CustomersPages',
  ]);
});

it('submitting the workshop claim costs 3 (budget 3)', async () => {
  await asked();
  await app.step('approve', answeredAt);
  app.set(submittedAt);

  const { status } = await call(submitWorkshopClaim, { params: row, json: aProof });

  expect(status).toBe(200);
  expect(counted()).toEqual([
    '1 query Customers',
    '1 transaction Customers',
    '1 update CustomersPages',
  ]);
});

describe('one wake-up of the orchestration', () => {
  it('with nothing to do costs 2: it reads the record and writes the row', async () => {
    await asked();
    proxy.reset();

    await app.advance();

    expect(counted()).toEqual(['1 query Customers', '1 update CustomersPages']);
  });

  // Each mail: its slot in the quota (read, write), whose it is, its link where it has one, its stamp.
  it('that sends the request costs 2 and 5 for the mail with its link', async () => {
    await app.take(anAddCommand);
    await app.step('triggerConsent', askedAt);
    proxy.reset();

    await app.advance();

    expect(counted()).toEqual([
      '1 get MailControl',
      '1 insert MailControl',
      '1 query Customers',
      '1 update CustomersPages',
      '1 update MailControl',
      '2 update Customers',
    ]);
  });

  it('that expires the consent costs 3 (budget 3), and 4 for the partner’s notice', async () => {
    await asked();
    app.set(addSeconds(consentDeadline, 60));
    proxy.reset();

    const standing = await app.advance();

    expect(standing.status).toBe('consentExpired');
    expect(counted()).toEqual([
      '1 get MailControl',
      '1 query Customers',
      '1 transaction Customers',
      '1 update Customers',
      '1 update CustomersPages',
      '2 update MailControl',
    ]);
  });

  it('after the consent costs 2, 4 for each of its two mails, and 3 to list the customer as known', async () => {
    await asked();
    await app.take({ ...stepsAt(answeredAt).approve, key: aKey });
    proxy.reset();

    await app.advance();

    expect(counted()).toEqual([
      '1 get ReferenceData',
      '1 query Customers',
      '2 get MailControl',
      '2 update CustomersPages',
      '3 update Customers',
      '4 update MailControl',
    ]);
  });
});
