// kill -9 at eight random moments, while partners and customers are at work: what was answered is on record, every trail is
// whole, time goes on, and no mail comes twice beyond one per crash.
import { setTimeout as sleep } from 'node:timers/promises';
import * as z from 'zod';
import { App } from './support/app';
import { Pair } from './support/pair';

jest.setTimeout(120_000);
const crashes = 8;
const app = new App();
beforeAll(() => app.start());
afterAll(() => app.stop());

interface Life {
  readonly pair: Pair;
  /** How many steps it is to take, if it lives. */
  readonly howFar: number;
  /** The steps that were answered with success. */
  readonly done: string[];
}
const steps: readonly [string, (pair: Pair) => Promise<{ status: number }>][] = [
  ['addCustomer', (pair) => pair.add()],
  ['triggerConsent', (pair) => pair.trigger()],
  ['approve', async (pair) => pair.answer(await pair.link(), 'approve')],
  ['submitWorkshopClaim', (pair) => pair.submit()],
];

/** Goes as far as the app lives; an answer that came must be a success. */
async function live({ pair, done, howFar }: Life): Promise<void> {
  for (const [name, step] of steps.slice(0, howFar)) {
    const answer = await step(pair).catch(() => undefined);
    if (answer === undefined) return;
    expect([name, Math.floor(answer.status / 100)]).toEqual([name, 2]);
    done.push(name);
  }
}

/** Within a random blink after so many answers in all, with further ones on their way. */
async function killAfter(answers: number, young: readonly Life[]): Promise<void> {
  await app.until('the answers', () => {
    return young.flatMap(({ done }) => done).length >= answers ? true : undefined;
  });
  await sleep(Math.random() * 40);
  await app.kill();
}

const lives: Life[] = [];
beforeAll(async () => {
  for (let crash = 0; crash < crashes; crash += 1) {
    const young = await Promise.all(
      steps.map(async (_, index) => ({
        pair: await Pair.create(app),
        howFar: index + 1,
        done: [],
      })),
    );
    lives.push(...young);
    const work = young.map(live);
    await killAfter(crash + 1, young);
    await Promise.all(work);
    await app.start();
  }
  await app.advance('P31D');
  await app.advance('P91D');
});

const trail = z.object({ entries: z.array(z.object({ what: z.string(), version: z.int() })) });
async function trailOf(pair: Pair) {
  const { status, json } = await app.call('GET', pair.path('/history'));
  return status === 404 ? [] : trail.parse(json).entries;
}

describe('after eight kills at random moments', () => {
  it('work was cut off, and work was done', () => {
    expect(lives.some(({ done, howFar }) => done.length < howFar)).toBe(true);
    expect(lives.some(({ done }) => done.includes('approve'))).toBe(true);
  });

  it('everything that was answered is on record', async () => {
    for (const { pair, done } of lives) {
      const history = (await trailOf(pair)).map(({ what }) => what);
      expect(history).toEqual(expect.arrayContaining(done));
    }
  });

  it('every trail is whole: each change once, each version once, in order', async () => {
    for (const { pair } of lives) {
      const history = await trailOf(pair);
      expect(history.map(({ version }) => version)).toEqual(history.map((_, index) => index + 1));
      const steps = history.map(({ what }) => what).filter((what) => what !== 'remind');
      expect(steps).toEqual([...new Set(steps)]);
    }
  });

  it('every association that was begun has come to its end', async () => {
    const ends = ['expireConsent', 'expireDelivery', 'submitWorkshopClaim'];
    for (const { pair } of lives) {
      const last = (await trailOf(pair)).at(-1)?.what;
      expect([undefined, ...ends]).toContain(last);
    }
  });

  it('every page shows what the record says', async () => {
    const tabs = { expireDelivery: 'eligible', submitWorkshopClaim: 'complete' };
    for (const { pair } of lives) {
      const [last] = (await trailOf(pair)).slice(-1);
      const expected = Object.entries(tabs).find(([end]) => end === last?.what)?.[1];
      expect([pair.id, (await pair.row())?.tab]).toEqual([pair.id, expected]);
    }
  });

  it('no mail has come twice beyond one per crash', async () => {
    let extra = 0;
    for (const { pair } of lives) {
      for (const address of [pair.contact, pair.partnerEmail()]) {
        const subjects = (await app.mails(address)).map(({ subject }) => subject);
        extra += subjects.length - new Set(subjects).size;
      }
    }
    expect(extra).toBeLessThanOrEqual(crashes);
  });
});
