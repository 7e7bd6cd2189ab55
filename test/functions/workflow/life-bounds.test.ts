// What one association can leave in storage at most: the busiest life there is, lived over the real activity and tables. A
// pair has at most 100 of them (opening-refusals.test.ts), each with its own.
import { addDays, addHours } from '../../../shared/domain/time';
import { azuriteOfThisFile } from '../../support/azurite';
import { anAddCommand, addedAt, askedAt, consentDeadline } from '../../support/examples';
import { emptyTables, truthRows } from '../../support/tables';
import { startApp } from './support/an-app';

const connectionString = azuriteOfThisFile();
beforeEach(() => emptyTables(connectionString()));

it('is 14 entries of the trail, 16 mails and 8 links: reminded five times, agreed at last, warned, canceled at last', async () => {
  const app = await startApp(connectionString());
  const count = async (letter: string) => (await truthRows(app.stores.tables, letter)).size;
  await app.take(anAddCommand);
  await app.step('triggerConsent', askedAt);
  for (const days of [2, 3, 4, 5, 6]) {
    await app.sleepUntil(addDays(addedAt, days));
    await app.step('resendConsent', addHours(addDays(addedAt, days), days));
  }
  const agreedAt = addHours(consentDeadline, -1);
  await app.sleepUntil(agreedAt);
  await app.step('approve', agreedAt);
  const canceledAt = addHours(addDays(agreedAt, 90), -1);
  await app.sleepUntil(canceledAt);
  await app.step('cancel', canceledAt);
  await app.advance();

  expect(await count('T')).toBe(14);
  expect(await count('O')).toBe(16);
  expect(await count('U')).toBe(8);
  await app.stop();
});
