// Storage transactions of one wake-up of the orchestration, counted by a proxy under the real activity and stores.
import { addSeconds } from '../../../shared/domain/time';
import { showOnPages } from '../../../shared/changes/read-models';
import { azuriteOfThisFile } from '../../support/azurite';
import {
  anAddCommand,
  answeredAt,
  askedAt,
  consentDeadline,
  stepsAt,
} from '../../support/examples';
import { emptyTables } from '../../support/tables';
import { startCountedApp, type ACountedApp } from './support/a-counted-app';
import { aKey } from './support/an-app';

const connectionString = azuriteOfThisFile();
let app: ACountedApp;
beforeEach(async () => {
  await emptyTables(connectionString());
  app = await startCountedApp(connectionString());
});
afterEach(() => app.stop());

describe('one wake-up of the orchestration', () => {
  it('with nothing to do costs 4: it reads the record, then what the page shows and the record behind it', async () => {
    await app.asked();
    app.reset();

    await app.advance();

    expect(app.counted()).toEqual({
      'query Customers': 2,
      'get CustomersPages': 2,
    });
  });

  it('that finds a mail waiting for its time costs no more', async () => {
    await app.take(anAddCommand);
    await app.step('triggerConsent', askedAt);
    await app.failMails({ next: 1, status: 429, retryAfterSeconds: 60 });
    await app.advance();
    app.reset();

    await app.advance();

    expect(app.counted()).toEqual({
      'query Customers': 2,
      'get CustomersPages': 2,
    });
  });

  // Each mail: its slot in the quota (read, write), whose it is, its link where it has one, its stamp.
  it('that sends the request costs 5, and 5 for the mail with its link', async () => {
    await app.take(anAddCommand);
    const asked = await app.step('triggerConsent', askedAt);
    const { partnerId: partner, engagementId: engagement } = aKey;
    await showOnPages(app.deps, asked, [{ partner, engagement }], 'put'); // as who has asked does
    app.reset();

    await app.advance();

    expect(app.counted()).toEqual({
      'get MailControl': 1,
      'insert MailControl': 1,
      'query Customers': 2,
      'get CustomersPages': 2,
      'transaction CustomersPages': 1,
      'update MailControl': 1,
      'update Customers': 2,
    });
  });

  it('that expires the consent costs 6 (budget 3: the page is read, and the record behind it), and 4 for the partner’s notice', async () => {
    await app.asked();
    app.set(addSeconds(consentDeadline, 60));
    app.reset();

    const standing = await app.advance();

    expect(standing.status).toBe('consentExpired');
    expect(app.counted()).toEqual({
      'get CustomersPages': 2,
      'transaction CustomersPages': 1,
      'get MailControl': 1,
      'query Customers': 2,
      'transaction Customers': 1,
      'update Customers': 1,
      'update MailControl': 2,
    });
  });

  it('after the consent costs 4, 4 for each of its two mails, and 6 and 3 a page to write the customer out as known', async () => {
    await app.asked();
    await app.take({ ...stepsAt(answeredAt).approve, key: aKey });
    app.reset();

    await app.advance();

    expect(app.counted()).toEqual({
      'get ReferenceData': 6,
      'query ReferenceData': 1,
      'query Customers': 3,
      'get MailControl': 2,
      'get CustomersPages': 8,
      'transaction CustomersPages': 2,
      'update CustomersPages': 1,
      'update Customers': 3,
      'update MailControl': 4,
    });
  });
});
