// Storage transactions per operation, counted by a proxy under the real handlers and stores, beside the budget of
// reliability.md, section 3. Kept exact: one more is a change to be decided, one fewer too.
import { HttpRequest, type HttpResponseInit } from '@azure/functions';
import { addCustomer } from '../../../functions/http/partner/add-customer';
import { answerConsent } from '../../../functions/http/consent/answer-consent';
import { listCustomers } from '../../../functions/http/partner/list-customers';
import type { Operation } from '../../../functions/http/operation';
import { resendConsent } from '../../../functions/http/partner/resend-consent';
import { showConsent } from '../../../functions/http/consent/show-consent';
import { submitWorkshopClaim } from '../../../functions/http/partner/submit-workshop-claim';
import { triggerConsent } from '../../../functions/http/partner/trigger-consent';
import { partnerId } from '../../../shared/domain/ids';
import { execute } from '../../../shared/changes/execute';
import { locatorOf, sha256, truthKeys } from '../../../shared/store/keys';
import { azuriteOfThisFile } from '../../support/azurite';
import {
  aCustomerContact,
  aCustomerId,
  anAddCommand,
  anEngagement,
  answeredAt,
  aPartner,
  aPartnerContact,
  aProof,
  resendableAt,
  submittedAt,
} from '../../support/examples';
import { emptyTables } from '../../support/tables';
import { startCountedApp, workshops, type ACountedApp } from './support/a-counted-app';
import { aDriver } from './support/a-driver';

const connectionString = azuriteOfThisFile();
let app: ACountedApp;
beforeEach(async () => {
  await emptyTables(connectionString());
  app = await startCountedApp(connectionString());
});
afterEach(() => app.stop());

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
  app.reset();
  const handler = operation.handler({ deps: app.deps, driverOf: () => driver });
  return handler(request, app.context);
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

// Budget 1: the counts, and two lists that are merged by name, are read at once (decision 12).
it('a page is listed with 3 (budget 1)', async () => {
  await app.asked();

  const { status } = await call(listCustomers, { params: { engagementId: anEngagement.id } });

  expect(status).toBe(200);
  expect(app.counted()).toEqual({ 'query CustomersPages': 3 });
});

// Budget 3 + 3n. The ticket stays for the reconciliation instead of being deleted (decision 13); a page costs two reads
// at once, all of them a transaction (decision 12).
it.each([1, 3])('adding to %i workshops costs 4 + 3n (budget 3 + 3n)', async (n) => {
  const engagementIds = workshops.slice(0, n).map(({ id }) => id);

  const { status } = await call(addCustomer, { json: addBody(engagementIds) });

  expect(status).toBe(201);
  expect(app.counted()).toEqual({
    'get ReferenceData': 1,
    'query Customers': 1,
    'transaction Customers': 1,
    'get CustomersPages': 2 * n,
    'transaction CustomersPages': 1,
    'update DueAssociations': n,
  });
});

// Each step on top of its budget: a ticket, beside the event, in case the orchestration fails over it (decision 13).
it('triggering consent costs 6 (budget 3)', async () => {
  await app.take(anAddCommand);

  const { status } = await call(triggerConsent, {
    params: row,
    json: { customerContact: aCustomerContact, partnerContact: aPartnerContact },
  });

  expect(status).toBe(200);
  expect(app.counted()).toEqual({
    'query Customers': 1,
    'transaction Customers': 1,
    'get CustomersPages': 2,
    'transaction CustomersPages': 1,
    'update DueAssociations': 1,
  });
});

// The link is read beside the customer, not with it: no decision needs it.
it('showing the consent page costs 2 at once (budget 1) and writes nothing, a hundred times over (invariant 5, FT15)', async () => {
  const token = await app.asked();

  const { status } = await call(showConsent, { params: { token } });
  expect(status).toBe(200);
  expect(app.counted()).toEqual({ 'query Customers': 1, 'get Customers': 1 });

  for (let n = 0; n < 50; n += 1) await call(showConsent, { params: { token } });
  expect(app.counted()).toEqual({ 'query Customers': 1, 'get Customers': 1 });
});

it.each([0, 3])(
  'deciding with %i other partners pending costs 7 + 3k (budget 3 + k)',
  async (k) => {
    const token = await app.asked();
    for (let n = 0; n < k; n += 1) {
      const partner = { ...aPartner, id: partnerId.parse(`rival-${n}`) };
      await execute(app.deps.customers, aCustomerId, { ...anAddCommand, partner });
    }
    app.set(answeredAt);

    const { status } = await call(answerConsent, { params: { token }, form: approval });

    expect(status).toBe(200);
    expect(app.counted()).toEqual({
      'transaction Customers': 1,
      'query Customers': 1,
      'get Customers': 1,
      'get CustomersPages': 2 * (1 + k),
      'transaction CustomersPages': 1 + k,
      'update DueAssociations': 1,
    });
  },
);

it('a link of the first release is shown and answered', async () => {
  const token = await app.asked();
  const { truth } = app.stores.tables;
  const partitionKey = truthKeys.partition(locatorOf(aCustomerId));
  const { data } = await truth.getEntity<{ data: string }>(partitionKey, `U_${sha256(token)}`);
  await truth.deleteEntity(partitionKey, `U_${sha256(token)}`);
  expect((await call(showConsent, { params: { token } })).status).toBe(404);
  await truth.createEntity({ partitionKey, rowKey: `L_${sha256(token)}`, data });
  app.set(answeredAt);

  expect((await call(showConsent, { params: { token } })).status).toBe(200);
  expect((await call(answerConsent, { params: { token }, form: approval })).status).toBe(200);
  expect((await app.association()).status).toBe('active');
});

// Budget 2: the row is rewritten too, it shows how many reminders were sent and what became of the last.
it('resending costs 6 (budget 2)', async () => {
  await app.asked();
  app.set(resendableAt);

  const { status } = await call(resendConsent, { params: row, json: {} });

  expect(status).toBe(200);
  expect(app.counted()).toEqual({
    'query Customers': 1,
    'transaction Customers': 1,
    'get CustomersPages': 2,
    'transaction CustomersPages': 1,
    'update DueAssociations': 1,
  });
});

it('submitting the workshop claim costs 6 (budget 3)', async () => {
  await app.asked();
  await app.step('approve', answeredAt);
  app.set(submittedAt);

  const { status } = await call(submitWorkshopClaim, { params: row, json: aProof });

  expect(status).toBe(200);
  expect(app.counted()).toEqual({
    'query Customers': 1,
    'transaction Customers': 1,
    'get CustomersPages': 2,
    'transaction CustomersPages': 1,
    'update DueAssociations': 1,
  });
});
