// R18, R21–R23, R29 by the clock: each reminder, warning and expiry at its own instant, exactly once, whether time
// passes in one jump or in many; and the trail says the same as the mailbox.
import * as z from 'zod';
import { App, type Asked } from './support/app';
import { Pair } from './support/pair';

jest.setTimeout(120_000);
const app = new App();
beforeAll(() => app.start());
afterAll(() => app.stop());

const day = 86_400_000;
const trail = z.object({
  entries: z.array(z.object({ what: z.string(), at: z.string() })),
});

async function trailOf(pair: Pair, asked: Asked = {}): Promise<{ what: string; at: string }[]> {
  const { json } = await app.call('GET', pair.path('/history'), asked);
  return trail.parse(json).entries.map(({ what, at }) => ({ what, at }));
}
async function deadlineOf(pair: Pair): Promise<string> {
  return z.string().parse((await pair.row())?.status['deadline']);
}
/** So many milliseconds before the deadline a mail came; negative is after it. */
async function before(deadline: string, address: string): Promise<number[]> {
  const mails = await app.mails(address);
  return mails.map(({ receivedAt }) => Date.parse(deadline) - Date.parse(receivedAt));
}
async function mailsOf(pair: Pair): Promise<string[]> {
  const mails = await Promise.all([pair.contact, pair.partnerEmail()].map((to) => app.mails(to)));
  return mails.flat().map(({ id }) => id);
}
/** Without the one that came when consent was triggered or given. */
const later = (intervals: number[]) => intervals.slice(1);

async function asked(): Promise<Pair> {
  const pair = await Pair.create(app);
  await pair.add();
  await pair.trigger();
  await pair.link();
  return pair;
}

describe.each([
  ['in one jump', ['P30D']],
  ['day by day', Array.from({ length: 30 }, () => 'P1D')],
  ['with stops around the marks', ['P22DT23H', 'PT1H', 'PT1H', 'P5DT23H', 'PT1H', 'PT23H']],
])('when the 30 days pass %s', (_, steps) => {
  let pair: Pair;
  let deadline: string;
  beforeAll(async () => {
    pair = await asked();
    deadline = await deadlineOf(pair);
    for (const step of steps) await app.advance(step);
  });

  it('R21: the customer is reminded exactly 7 days and 1 day before the deadline, once each', async () => {
    expect(later(await before(deadline, pair.contact))).toEqual([7 * day, day]);
  });

  it('R21, R22: the partner is warned at the same instants and told of the expiry at the deadline', async () => {
    expect(await before(deadline, pair.partnerEmail())).toEqual([7 * day, day, 0]);
  });

  it('R18, R22: the expiry is on record at the very deadline, once', async () => {
    const expiries = (await trailOf(pair)).filter(({ what }) => what === 'expireConsent');
    expect(expiries).toEqual([{ what: 'expireConsent', at: deadline }]);
  });
});

describe.each([
  ['in one jump', ['P90D']],
  ['week by week', Array.from({ length: 13 }, () => 'P7D')],
])('when the 90 days pass %s', (_, steps) => {
  it('R21, R29: the partner is warned exactly 30, 7 and 1 days before, and told at the deadline', async () => {
    const pair = await Pair.create(app);
    await pair.activate();
    const deadline = await deadlineOf(pair);
    await app.mailsOnceThere(pair.partnerEmail(), 1);
    for (const step of steps) await app.advance(step);
    expect(later(await before(deadline, pair.partnerEmail()))).toEqual([30 * day, 7 * day, day, 0]);
    expect((await trailOf(pair)).at(-1)).toEqual({ what: 'expireDelivery', at: deadline });
  });
});

describe('what has ended', () => {
  it.each([
    ['an approval', (pair: Pair, link: string) => pair.answer(link, 'approve'), 'P29D'],
    ['a decline', (pair: Pair, link: string) => pair.answer(link, 'decline'), 'P200D'],
    ['a cancel', (pair: Pair) => pair.cancel(), 'P200D'],
  ])('R21: is reminded of no more after %s', async (_, end, duration) => {
    const pair = await asked();
    await end(pair, await pair.link());
    await app.advance('PT1S');
    const mails = await mailsOf(pair);
    await app.advance(duration);
    expect(await mailsOf(pair)).toEqual(mails);
  });

  it('R21: is warned of no more after the workshop claim', async () => {
    const pair = await Pair.create(app);
    await pair.activate();
    await app.mailsOnceThere(pair.partnerEmail(), 1);
    await pair.submit();
    await app.advance('P200D');
    expect(await app.mails(pair.partnerEmail())).toHaveLength(1);
    expect(await app.mails(pair.contact)).toHaveLength(2);
  });
});

describe('the days left', () => {
  it('R8: are rounded up, are 1 on the last day, and never 0 on a row', async () => {
    const pair = await asked();
    const left = async () => (await pair.row())?.status.daysLeft;
    const seen = [await left()];
    for (const step of ['P1D', 'P28D', 'PT23H', 'PT59M', 'PT1M']) {
      await app.advance(step);
      seen.push(await left());
    }
    expect(seen).toEqual([30, 29, 1, 1, 1, undefined]);
  });
});

describe('the frozen windows', () => {
  it('R23: another window of the engagement does not move a clock that has started', async () => {
    const pair = await asked();
    const deadline = await deadlineOf(pair);
    await pair.reimport({ consentWindowDays: 5, deliveryWindowDays: 6 });
    expect(await deadlineOf(pair)).toBe(deadline);
    await pair.answer(await pair.link(), 'approve');
    expect((await pair.row())?.status.daysLeft).toBe(90);
  });
});
