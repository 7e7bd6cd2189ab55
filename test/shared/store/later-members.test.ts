// What a later release has stored in the rows of a customer is still there when this one has written them anew.
import type { Step } from '../../../shared/domain/commands';
import { keyOf } from '../../../shared/domain/ids';
import { execute } from '../../../shared/changes/execute';
import { laterIn, ofLaterRelease } from '../../stored/members';
import { azuriteOfThisFile } from '../../support/azurite';
import {
  aCustomerId,
  anAddCommand,
  anAssociation,
  answeredAt,
  aPartner,
  askedAt,
  stepsAt,
  submittedAt,
} from '../../support/examples';
import { emptyTables, rewriteRows, storesOver, truthRows, type Stores } from '../../support/tables';

const connectionString = azuriteOfThisFile();
let stores: Stores;
beforeEach(async () => {
  await emptyTables(connectionString());
  stores = storesOver(connectionString());
});

const key = keyOf(anAssociation('associated'));
async function take(step: Step): Promise<void> {
  const executed = await execute(stores.customers, aCustomerId, { ...step, key });
  if (!executed.ok) throw new Error(executed.refusal.code);
}
/** As a later release would have written what is stored now. */
const writtenLater = () => rewriteRows(stores.tables.truth, ofLaterRelease);
const laterInRow = async (letter: string) =>
  [...(await truthRows(stores.tables, letter)).values()].map((document) => laterIn(document));

beforeEach(async () => {
  await execute(stores.customers, aCustomerId, anAddCommand);
  await take(stepsAt(askedAt).triggerConsent);
});

it('in association and anchor', async () => {
  await take(stepsAt(answeredAt).approve);
  await writtenLater();
  const before = [...(await laterInRow('E')), ...(await laterInRow('A'))];
  await take(stepsAt(submittedAt).submitWorkshopClaim);
  const after = [...(await laterInRow('E')), ...(await laterInRow('A'))];

  expect(after).toEqual(before);
  expect(after.flat().length).toBeGreaterThan(8);
});

it('in a mail', async () => {
  await writtenLater();
  const { locator, outbox } = await stores.customers.load(aCustomerId);
  const [mail] = outbox;
  if (mail === undefined) throw new Error('there is no mail');
  await stores.customers.updateMail(locator, mail, { ...mail.value, state: 'accepted' });

  expect(await laterInRow('O')).toEqual([['', 'key', 'mail', 'mail.to']]);
});

it('in the row of a partner who knows the customer, listed and known anew', async () => {
  await take(stepsAt(answeredAt).approve);
  await writtenLater();
  await stores.customers.markListed(await stores.customers.load(aCustomerId), aPartner.id);
  expect(await laterInRow('K')).toEqual([['']]);

  const listed = await stores.customers.load(aCustomerId);
  expect(listed.unlisted).toEqual([]);
  const changes = { associations: [], anchors: [], newlyKnownBy: [aPartner.id] };
  await stores.customers.commit(listed, changes);
  expect(await laterInRow('K')).toEqual([['']]);
  expect((await stores.customers.load(aCustomerId)).unlisted).toEqual([aPartner.id]);
});

it('makes nobody known by noting that a list is written', async () => {
  await stores.customers.markListed(await stores.customers.load(aCustomerId), aPartner.id);

  expect(await laterInRow('K')).toEqual([]);
});
