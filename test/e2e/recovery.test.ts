// kill -9 at chosen moments, then a start over the same folder: nothing accepted is lost, pending timers go on, what became
// due meanwhile is done, and no mail comes twice beyond one per crash.
import { App } from './support/app';
import { Pair } from './support/pair';

jest.setTimeout(120_000);
const app = new App();
beforeAll(() => app.start());
afterAll(() => app.stop());

/** How often each mail came, by its subject. */
async function copies(address: string): Promise<number[]> {
  const counts = new Map<string, number>();
  for (const { subject } of await app.mails(address)) {
    counts.set(subject, (counts.get(subject) ?? 0) + 1);
  }
  return [...counts.values()];
}
async function asked(): Promise<Pair> {
  const pair = await Pair.create(app);
  await pair.add();
  await pair.trigger();
  return pair;
}

describe('killed right after the answer', () => {
  it('to an add, the customer is on the page, and expires in its time', async () => {
    const pair = await Pair.create(app);
    expect((await pair.add()).status).toBe(201);
    await app.restart();
    expect(await pair.row()).toMatchObject({ tab: 'eligible', status: { daysLeft: 30 } });
    await app.advance('P30D');
    expect(await pair.history()).toEqual(['addCustomer', 'remind', 'remind', 'expireConsent']);
    expect(await pair.row()).toBeUndefined();
  });

  it('to a trigger, the mail comes, and its link can be answered', async () => {
    const pair = await asked();
    await app.restart();
    expect((await pair.answer(await pair.link(), 'approve')).status).toBe(200);
    expect(Math.max(...(await copies(pair.contact)))).toBeLessThanOrEqual(2);
  });

  it('to an approval, the consent stands, and the receipt and the notice come', async () => {
    const pair = await asked();
    const link = await pair.link();
    expect((await pair.answer(link, 'approve')).status).toBe(200);
    await app.restart();
    expect(await pair.row()).toMatchObject({ type: 'active', status: { daysLeft: 90 } });
    expect((await pair.answer(link, 'approve')).status).toBe(200);
    await app.mailsOnceThere(pair.contact, 2);
    await app.mailsOnceThere(pair.partnerEmail(), 1);
    expect(await pair.history()).toEqual(['addCustomer', 'triggerConsent', 'approve']);
  });

  it('to a workshop claim, the claim can be viewed, and nothing is warned of any more', async () => {
    const pair = await Pair.create(app);
    await pair.activate();
    await app.mailsOnceThere(pair.partnerEmail(), 1);
    expect((await pair.submit()).status).toBe(200);
    await app.restart();
    expect((await app.call('GET', pair.path('/workshop-claim'))).status).toBe(200);
    await app.advance('P120D');
    expect(await app.mails(pair.partnerEmail())).toHaveLength(1);
  });
});

describe('killed in the middle of an advance', () => {
  it('the clock does not go back, and the rest of the time brings the rest, each thing once', async () => {
    const pairs = [await asked(), await asked(), await asked()];
    for (const pair of pairs) await pair.link();
    const sent = (await app.mails()).length;
    await app.mailFaults({ next: 1000, delayMs: 300 });
    const isCut = app.advance('P29DT12H').then(
      () => false,
      () => true,
    );
    await app.until('the first reminder', async () => {
      return (await app.mails()).length > sent ? true : undefined;
    });
    const killedAt = await app.now();
    await app.restart();
    expect(await isCut).toBe(true);
    expect(Date.parse(await app.now())).toBeGreaterThanOrEqual(Date.parse(killedAt));
    await app.advance('P30D');
    for (const pair of pairs) {
      expect(await pair.row()).toBeUndefined();
      expect((await pair.history()).filter((what) => what === 'expireConsent')).toHaveLength(1);
      const counts = await copies(pair.contact);
      expect(counts.reduce((a, b) => a + b)).toBeLessThanOrEqual(counts.length + 1);
    }
  });
});

describe('killed while mails fail', () => {
  it('the mail stays in the outbox and goes out after the start', async () => {
    const pair = await Pair.create(app);
    await app.mailFaults({ next: 1000, status: 503 });
    await pair.add();
    await pair.trigger();
    await app.restart();
    await app.advance('PT10M');
    await pair.link();
    expect(await copies(pair.contact)).toEqual([1]);
  });

  it('a mail that was accepted but not noted is sent at most once more, under the same id', async () => {
    const pair = await Pair.create(app);
    await pair.add();
    await app.mailFaults({ next: 1, dropAfterAccept: true });
    await pair.trigger();
    await app.mailsOnceThere(pair.contact, 1);
    await app.restart();
    await app.advance('PT10M');
    expect(await app.mails(pair.contact)).toHaveLength(1);
    expect((await pair.answer(await pair.link(), 'approve')).status).toBe(200);
  });
});

describe('down over a deadline', () => {
  it('the expiry is done at the next start, once', async () => {
    const pair = await asked();
    const link = await pair.link();
    await app.advance('P29DT12H');
    await app.sleepThrough(10);
    await app.advance('PT1S');
    expect((await pair.history()).filter((what) => what === 'expireConsent')).toHaveLength(1);
    expect(await pair.row()).toBeUndefined();
    expect((await pair.answer(link, 'approve')).status).toBe(410);
  });

  it('no answer gets in before the expiry is recorded', async () => {
    const pair = await asked();
    const link = await pair.link();
    await app.sleepThrough(30);
    expect((await pair.answer(link, 'approve')).status).toBe(410);
    expect(await pair.row()).toBeUndefined();
    expect(await pair.history()).not.toContain('approve');
  });

  it('R21: reminders that were missed collapse into one to each side', async () => {
    const pair = await asked();
    await pair.link();
    await app.sleepThrough(29.5);
    await app.advance('PT1S');
    expect(await app.mails(pair.contact)).toHaveLength(2);
    expect(await app.mails(pair.partnerEmail())).toHaveLength(1);
    await app.advance('PT11H');
    expect(await app.mails(pair.contact)).toHaveLength(2);
  });
});

describe('Azurite', () => {
  it('is left running by a kill -9, and found and used by the next start', async () => {
    const before = app.azurite();
    await app.restart();
    expect(app.azurite()).toBe(before);
    await app.until('its word for it', () => {
      return app.log().includes('Azurite, found running') ? true : undefined;
    });
  });
});
