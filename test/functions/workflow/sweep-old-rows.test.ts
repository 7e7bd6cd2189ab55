// The daily sweep against a real Azurite, which stamps its rows itself: so old is a second here.
import { setTimeout as sleep } from 'node:timers/promises';
import type { Timer } from '@azure/functions';
import { sweepOldRows } from '../../../functions/workflow/sweep-old-rows';
import { azuriteOfThisFile } from '../../support/azurite';
import { addedAt, aPartner } from '../../support/examples';
import { dump, emptyTables } from '../../support/tables';
import { startApp, type AnApp } from './support/an-app';

const connectionString = azuriteOfThisFile();
let app: AnApp;
beforeEach(async () => {
  await emptyTables(connectionString());
  app = await startApp(connectionString());
});
afterEach(() => app.stop());

const aTimer: Timer = {
  isPastDue: false,
  schedule: { adjustForDST: true },
  scheduleStatus: { last: addedAt, lastUpdated: addedAt, next: addedAt },
};
const aSent = { locator: '0'.repeat(32), rowKey: 'O_1' };
const mailId = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
const keys = async () => [...(await dump(app.stores.tables)).keys()];
const answer = { status: 201, headers: {}, body: '{}' };
const keep = (key: string) =>
  app.deps.idempotency.keep({ owner: aPartner.id, key }, 'hash', addedAt, answer);

it('takes away what nobody has written for so long, and nothing else', async () => {
  await keep('old');
  await app.deps.mails.takeSlot(addedAt);
  await app.deps.mails.noteSent(mailId(1), aSent);
  await sleep(1500);
  await keep('new');
  await app.deps.mails.noteSent(mailId(2), aSent);

  expect(await app.deps.idempotency.removeOld(1000)).toBe(1);
  expect(await app.deps.mails.removeOldSent(1000)).toBe(1);

  expect(await keys()).toEqual([
    `MailControl/m_${mailId(2)}/sent`,
    'MailControl/quota/quota',
    `IdempotentAnswers/i_${aPartner.id}/new`,
  ]);
});

it('takes away more than a transaction and an answer hold', async () => {
  const { idempotency } = app.stores.tables;
  const partitionKey = `i_${aPartner.id}`;
  for (let from = 0; from < 1100; from += 100) {
    await idempotency.submitTransaction(
      Array.from({ length: 100 }, (_, n) => [
        'create',
        { partitionKey, rowKey: String(from + n), data: '{}' },
      ]),
    );
  }
  await sleep(20);

  expect(await app.deps.idempotency.removeOld(0)).toBe(1100);
  expect(await keys()).toEqual([]);
});

it('stops when its time is up, and goes on the next day', async () => {
  const { idempotency } = app.stores.tables;
  const partitionKey = `i_${aPartner.id}`;
  for (let from = 0; from < 1100; from += 100) {
    await idempotency.submitTransaction(
      Array.from({ length: 100 }, (_, n) => [
        'create',
        { partitionKey, rowKey: String(from + n), data: '{}' },
      ]),
    );
  }
  await sleep(20);

  expect(await app.deps.idempotency.removeOld(0, 0)).toBe(1000);
  expect(await app.deps.idempotency.removeOld(0, 0)).toBe(100);
});

it('twice at once does no harm', async () => {
  for (let n = 0; n < 150; n += 1) await keep(`key-${n}`);
  await sleep(20);

  await Promise.all([1, 2, 3].map(() => app.deps.idempotency.removeOld(0)));

  expect(await keys()).toEqual([]);
});

it('keeps what is of today, and tells how much went', async () => {
  await keep('new');
  await app.deps.mails.noteSent(mailId(1), aSent);

  await sweepOldRows(app.deps)(aTimer, app.context);

  expect(await keys()).toHaveLength(2);
  expect(app.lines('swept')).toMatchObject([{ answers: 0, sentMails: 0 }]);
});

it('asks for answers of more than a day, and sent mails of more than thirty', async () => {
  const asked: number[] = [];
  const removed = (ms: number) => {
    asked.push(ms / 3_600_000);
    return Promise.resolve(3);
  };
  const { idempotency, mails } = app.deps;

  await sweepOldRows({
    ...app.deps,
    idempotency: { ...idempotency, removeOld: removed },
    mails: { ...mails, removeOldSent: removed },
  })(aTimer, app.context);

  expect(asked).toEqual([24, 30 * 24]);
  expect(app.lines('swept')).toMatchObject([{ answers: 3, sentMails: 3 }]);
});
