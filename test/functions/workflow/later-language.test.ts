// A customer who was asked in a language that only a later release speaks is written to in English, and stays down as asked
// in that language.
import { spoken } from '../../../shared/domain/association';
import { azuriteOfThisFile } from '../../support/azurite';
import { addedAt, anAddCommand, answeredAt, askedAt } from '../../support/examples';
import { emptyTables, rewriteRows } from '../../support/tables';
import { startApp, type AnApp } from './support/an-app';

const connectionString = azuriteOfThisFile();
let app: AnApp;
beforeEach(async () => {
  await emptyTables(connectionString());
  app = await startApp(connectionString());
});
afterEach(() => app.stop());

it('is English where it is not spoken, or was not chosen', () => {
  expect([spoken('sv'), spoken('it'), spoken(undefined)]).toEqual(['sv', 'en', 'en']);
});

it('costs nobody a mail, and stays in the record and the consent', async () => {
  await app.take({ ...anAddCommand, at: addedAt });
  await app.step('triggerConsent', askedAt);
  await rewriteRows(app.stores.tables.truth, (document) => {
    const read: unknown = JSON.parse(
      JSON.stringify(document).replace('"language":"en"', '"language":"it"'),
    );
    return read;
  });
  await app.advance();
  await app.step('approve', answeredAt);
  await app.advance();

  const subjects = (await app.received()).map(({ subject }) => subject);
  expect(subjects).toHaveLength(3);
  expect(subjects[0]).toMatch(/^Consent requested/);
  expect(await app.association()).toMatchObject({
    consentRequest: { language: 'it' },
    consent: { language: 'it' },
  });
});
