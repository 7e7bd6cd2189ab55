// What customer and partner do while a mail is being sent has its consequences as soon as that mail is out, without the
// reconciliation (which looks a minute later at the earliest).
import { join } from 'node:path';
import { openInstanceFiles } from '../../local/host/instance-files';
import { App } from './support/app';
import { Pair } from './support/pair';

jest.setTimeout(120_000);
const app = new App();
beforeAll(() => app.start());
afterAll(() => app.stop());

async function asked(): Promise<Pair> {
  const pair = await Pair.create(app);
  await pair.add();
  await pair.trigger();
  await pair.link();
  return pair;
}

/** Until the mail service has been asked as often as it is to be at fault. */
async function askedForMail(): Promise<void> {
  await app.until('the mail service is asked', async () =>
    (await app.mailFaultsLeft()) === 0 ? true : undefined,
  );
}

const slow = { next: 1, delayMs: 8_000 };

it('the customer approves while a reminder is sent: receipt and notice come', async () => {
  const pair = await asked();
  const link = await pair.link();
  await app.advance('P6D');
  await app.mailFaults(slow);
  await pair.resend();
  await askedForMail();

  expect((await pair.answer(link, 'approve')).status).toBe(200);

  expect(await app.mailsOnceThere(pair.contact, 3)).toHaveLength(3);
  expect(await app.mailsOnceThere(pair.partnerEmail(), 1)).toHaveLength(1);
});

it('the partner cancels while a reminder is sent: the customer is told', async () => {
  const pair = await asked();
  await app.advance('P6D');
  await app.mailFaults(slow);
  await pair.resend();
  await askedForMail();

  expect((await pair.cancel()).status).toBe(200);

  const mails = await app.mailsOnceThere(pair.contact, 3);
  expect(mails.at(-1)?.subject).toMatch(/^Canceled/);
});

it('the claim is submitted while a late receipt is sent: the orchestration ends', async () => {
  const pair = await asked();
  const link = await pair.link();
  await app.mailFaults({ next: 1, status: 429, retryAfterSeconds: 10 });
  await pair.answer(link, 'approve');
  await askedForMail();
  await app.mailFaults(slow);
  await askedForMail();

  expect((await pair.submit()).status).toBe(200);

  const { load } = openInstanceFiles(join(app.folder, 'host'));
  const own = () => load().find(({ input }) => input?.includes(pair.id));
  const ended = await app.until('the orchestration has ended', () =>
    own()?.runtimeStatus === 'Running' ? undefined : own(),
  );
  expect(ended).toMatchObject({ runtimeStatus: 'Completed', output: '"completed"' });
});
