// The task hub is lost while associations are open. The records are the truth: the reconciliation gives each of them an
// instance again, what time brings comes in its time, and no mail comes twice.
import { execFileSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { associationKey } from '../../shared/domain/ids';
import { instanceIdOf } from '../../shared/store/keys';
import { openInstanceFiles } from '../../local/host/instance-files';
import { dist } from '../support/dist';
import { App } from './support/app';
import { Pair } from './support/pair';

jest.setTimeout(240_000);
const day = 86_400_000;
const app = new App();
const host = join(app.folder, 'host');
beforeAll(() => app.start());
afterAll(() => app.stop());

/** As if the hub's tables and queues were deleted while the app is down. */
async function loseHub(): Promise<void> {
  await app.kill();
  rmSync(join(host, 'instances'), { recursive: true });
  await app.start();
}

function instanceOf({ id: customerId, engagement: engagementId }: Pair): string | undefined {
  const partnerId = 'contoso-consulting';
  const key = associationKey.parse({ customerId, engagementId, partnerId, attempt: 1 });
  const id = instanceIdOf(key);
  return openInstanceFiles(host)
    .load()
    .find(({ instanceId }) => instanceId === id)?.runtimeStatus;
}

async function added(): Promise<Pair> {
  const pair = await Pair.create(app);
  await pair.add();
  return pair;
}
async function asked(): Promise<Pair> {
  const pair = await added();
  await pair.trigger();
  await pair.link();
  return pair;
}
async function approved(): Promise<Pair> {
  const pair = await asked();
  await pair.answer(await pair.link(), 'approve');
  await app.mailsOnceThere(pair.contact, 2);
  await app.mailsOnceThere(pair.partnerEmail(), 1);
  return pair;
}

async function deadlineOf(pair: Pair): Promise<number> {
  return Date.parse(String((await pair.row())?.status['deadline']));
}
/** How long before the deadline each mail came. */
async function before(deadline: number, address: string): Promise<number[]> {
  const mails = await app.mails(address);
  return mails.map(({ receivedAt }) => deadline - Date.parse(receivedAt));
}
async function subjects(pair: Pair): Promise<string[]> {
  const mails = await Promise.all([pair.contact, pair.partnerEmail()].map((to) => app.mails(to)));
  return mails.flat().map(({ subject }) => subject);
}

describe('after the loss of the task hub', () => {
  let pairs: Record<'added' | 'asked' | 'waiting' | 'approved' | 'declined' | 'claimed', Pair>;
  let consentDeadline: number;
  let deliveryDeadline: number;
  beforeAll(async () => {
    pairs = {
      added: await added(),
      asked: await asked(),
      approved: await approved(),
      declined: await asked(),
      claimed: await approved(),
      waiting: await added(),
    };
    await pairs.declined.answer(await pairs.declined.link(), 'decline');
    await app.mailsOnceThere(pairs.declined.partnerEmail(), 1);
    await pairs.claimed.submit();
    await app.mailFaults({ next: 1, status: 503 });
    await pairs.waiting.trigger();
    await app.until('the mail that fails', async () => {
      return (await app.mailFaultsLeft()) === 0 ? true : undefined;
    });
    consentDeadline = await deadlineOf(pairs.asked);
    deliveryDeadline = await deadlineOf(pairs.approved);

    await loseHub();
  });

  it('there is no instance at first', () => {
    expect(Object.values(pairs).map(instanceOf)).toEqual(Array(6).fill(undefined));
  });

  it('with the next run every one that was changed just before has one again, and none that is over', async () => {
    await app.advance('PT5M');

    const statuses = Object.entries(pairs).map(([name, pair]) => [name, instanceOf(pair)]);
    expect(Object.fromEntries(statuses)).toEqual({
      added: 'Running',
      asked: 'Running',
      waiting: 'Running',
      approved: 'Running',
      declined: undefined,
      claimed: undefined,
    });
  });

  it('a mail that waited in the outbox has gone out, once', async () => {
    expect(await app.mails(pairs.waiting.contact)).toHaveLength(1);
    expect((await pairs.waiting.answer(await pairs.waiting.link(), 'decline')).status).toBe(200);
  });

  it('reminders, warnings and the expiry of the consent come at their times', async () => {
    await app.advance('P30D');

    const { asked: pair } = pairs;
    expect((await before(consentDeadline, pair.contact)).slice(1)).toEqual([7 * day, day]);
    expect(await before(consentDeadline, pair.partnerEmail())).toEqual([7 * day, day, 0]);
    for (const each of [pair, pairs.added]) {
      expect((await each.history()).at(-1)).toBe('expireConsent');
      expect(await each.row()).toBeUndefined();
    }
  });

  it('so do the warnings and the expiry of the delivery', async () => {
    await app.advance('P60D');

    const { approved: pair } = pairs;
    const warned = (await before(deliveryDeadline, pair.partnerEmail())).slice(1);
    expect(warned).toEqual([30 * day, 7 * day, day, 0]);
    expect((await pair.history()).at(-1)).toBe('expireDelivery');
  });

  it('no mail has come twice, and none for what was over', async () => {
    for (const pair of Object.values(pairs)) {
      const all = await subjects(pair);
      expect(all).toEqual([...new Set(all)]);
    }
    expect(await subjects(pairs.declined)).toHaveLength(2);
    expect(await subjects(pairs.claimed)).toHaveLength(3);
  });
});

describe('lost ten minutes before a reminder is due', () => {
  it('it comes with the next look, at most six minutes late, and once', async () => {
    const pair = await asked();
    const deadline = await deadlineOf(pair);
    await app.advance('P22DT23H50M');

    await loseHub();
    for (let run = 0; run < 6; run += 1) await app.advance('PT5M');

    const [, reminder = 0, ...more] = await before(deadline, pair.contact);
    expect(7 * day - reminder).toBeGreaterThanOrEqual(0);
    expect(7 * day - reminder).toBeLessThanOrEqual(6 * 60_000);
    expect(more).toEqual([]);
  });
});

describe('lost while an association sleeps', () => {
  let pair: Pair;
  beforeEach(async () => {
    pair = await asked();
    await app.advance('P2D');
    await loseHub();
  });

  it('it has an instance again within a day', async () => {
    for (let hour = 0; hour < 24; hour += 1) await app.advance('PT1H');

    expect(instanceOf(pair)).toBe('Running');
  });

  it('it has one at once with `npm run rebuild`', async () => {
    execFileSync(process.execPath, [join(dist, 'functions', 'rebuild-tables.js')], {
      env: { ...process.env, TABLES_CONNECTION_STRING: app.at.tables },
    });
    await app.advance('PT5M');

    expect(instanceOf(pair)).toBe('Running');
  });
});

describe('before the reconciliation has looked', () => {
  it('what somebody does starts the instance at once', async () => {
    const pair = await added();

    await loseHub();
    expect((await pair.trigger()).status).toBe(200);

    await pair.link();
    expect(instanceOf(pair)).toBe('Running');
  });
});
