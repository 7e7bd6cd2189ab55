// `Idempotency-Key` on the real operations over a real Azurite: whose key it is, what is kept, and what can't be.
import { HttpRequest, type HttpResponseInit } from '@azure/functions';
import * as z from 'zod';
import { operations } from '../../../functions/operations';
import type { Partner } from '../../../shared/domain/reference';
import { engagementId } from '../../../shared/domain/ids';
import { sha256 } from '../../../shared/store/keys';
import { azuriteOfThisFile } from '../../support/azurite';
import {
  aCustomerContact,
  aCustomerId,
  aCustomerProfile,
  aLocationId,
  anEngagement,
  anotherEngagement,
  anotherPartner,
  aPartner,
  aPartnerContact,
} from '../../support/examples';
import { dump, emptyTables } from '../../support/tables';
import { aDriver } from '../workflow/support/a-driver';
import { startApp, type AnApp } from '../workflow/support/an-app';

const connectionString = azuriteOfThisFile();
let app: AnApp;
let caller: Partner;
beforeEach(async () => {
  await emptyTables(connectionString());
  caller = aPartner;
  app = await startApp(connectionString(), {
    change: (deps) => ({
      ...deps,
      reference: { ...deps.reference, partnerOfTenant: () => Promise.resolve(caller) },
    }),
  });
  await app.stores.reference.putEngagement(anEngagement);
  await app.stores.reference.putEngagement(anotherEngagement);
  await app.stores.reference.putProfile(aCustomerProfile);
});
afterEach(() => app.stop());

/** A request with the one key of these tests. */
async function post(name: string, body: object, params = {}): Promise<HttpResponseInit> {
  const operation = operations.find((each) => each.name === name);
  if (operation === undefined) throw new Error(`there is no ${name}`);
  const request = new HttpRequest({
    method: 'POST',
    url: 'https://mci.example/api',
    params,
    headers: {
      authorization: 'Bearer x',
      'content-type': 'application/json',
      'idempotency-key': 'the-key',
    },
    body: { string: JSON.stringify(body) },
  });
  const handler = operation.handler({ deps: app.deps, driverOf: () => aDriver() });
  const answer = await handler(request, app.context);
  return z.looseObject({ status: z.int(), body: z.string() }).parse(answer);
}

const question = { locationId: aLocationId, customerEmail: aCustomerContact.email };
const addition = { ...question, engagementIds: [anEngagement.id] };
const row = { engagementId: anEngagement.id, customerId: aCustomerId };
const isReplayed = ({ headers }: HttpResponseInit) =>
  JSON.stringify(headers ?? {}).includes('idempotency-replayed');
const forget = () => app.stores.idempotency.forget({ owner: aPartner.id, key: sha256('the-key') });

async function kept(): Promise<string[]> {
  const all = await dump(app.stores.tables);
  return [...all.keys()].filter((key) => key.startsWith('IdempotentAnswers/'));
}

async function attempts(): Promise<string[]> {
  const { customer } = await app.load();
  return customer.associations.map((a) => `${a.partnerId} ${a.engagementId} ${a.status}`);
}

it('the same request of the same partner is answered from what was kept', async () => {
  const first = await post('addCustomer', addition);
  const second = await post('addCustomer', addition);

  expect([first.status, second.status]).toEqual([201, 201]);
  expect([isReplayed(first), isReplayed(second)]).toEqual([false, true]);
  expect(second.body).toBe(first.body);
});

it('keys of two partners never meet: the same key and body of another is a request of its own', async () => {
  await post('addCustomer', addition);
  caller = { ...anotherPartner, locations: aPartner.locations };

  const answer = await post('addCustomer', addition);

  expect([answer.status, isReplayed(answer)]).toEqual([201, false]);
  expect((await attempts()).sort()).toEqual([
    `${anotherPartner.id} ${anEngagement.id} associated`,
    `${aPartner.id} ${anEngagement.id} associated`,
  ]);
  expect(await kept()).toHaveLength(2);
});

it.each([
  ['checkCustomer', question, {}],
  ['checkClaim', { locationId: aLocationId }, { customerId: aCustomerId }],
])('%s keeps nothing: it is asked again each time', async (name, body, params) => {
  const first = await post(name, body, params);
  await app.stores.reference.putEngagement({ ...anEngagement, name: 'Renamed' });
  const second = await post(name, body, params);

  expect([first.status, second.status, isReplayed(second)]).toEqual([200, 200, false]);
  expect(second.body).toContain('Renamed');
  expect(await kept()).toEqual([]);
});

describe('an answer too large to keep', () => {
  it('is given all the same, to a repeat as well', async () => {
    const elsewhere = {
      kind: 'countries' as const,
      allowed: Array.from({ length: 300 }, () => 'NO'),
    };
    const ids = Array.from({ length: 20 }, (_, n) => engagementId.parse(`workshop-${n}`));
    const customerCriteria = Array.from({ length: 50 }, () => elsewhere);
    for (const id of ids) {
      await app.stores.reference.putEngagement({ ...anEngagement, id, customerCriteria });
    }

    const first = await post('addCustomer', { ...addition, engagementIds: ids });
    const second = await post('addCustomer', { ...addition, engagementIds: ids });

    expect([first.status, second.status]).toEqual([422, 422]);
    expect(z.string().parse(first.body).length).toBeGreaterThan(1_000_000);
    expect(second.body).toBe(first.body);
    expect([await kept(), await attempts()]).toEqual([[], []]);
  });
});

describe('where the answer was not kept', () => {
  it('a repeat is known by the record, and done once', async () => {
    const first = await post('addCustomer', addition);
    await forget();

    const second = await post('addCustomer', addition);

    expect(second.status).toBe(201);
    expect(second.body).toBe(first.body);
    expect(await attempts()).toHaveLength(1);
  });

  it('another request with the same key is not taken for the one on record', async () => {
    await post('addCustomer', addition);
    await forget();
    const contacts = { customerContact: aCustomerContact, partnerContact: aPartnerContact };

    const trigger = await post('triggerConsent', contacts, row);

    expect(trigger.status).toBe(200);
    expect(await attempts()).toEqual([`${aPartner.id} ${anEngagement.id} consentRequested`]);
  });
});
