// The main job and its endings, over HTTP, through the real app on the embedded host.
import { App } from './support/app';
import { Pair } from './support/pair';

jest.setTimeout(120_000);
const app = new App();
beforeAll(() => app.start());
afterAll(() => app.stop());

/** Mail subjects tell too much to compare; the days they came on do not. */
async function daysOf(address: string, since: string): Promise<number[]> {
  const mails = await app.mails(address);
  return mails.map(({ receivedAt }) =>
    Math.round((Date.parse(receivedAt) - Date.parse(since)) / 86_400_000),
  );
}

describe('one association', () => {
  it('goes from added over asked and active to complete', async () => {
    const pair = await Pair.create(app);
    const added = await pair.add();
    expect(added.status).toBe(201);
    expect(added.json['message']).toContain('was added to');
    expect(await pair.row()).toMatchObject({
      tab: 'eligible',
      type: 'not started',
      status: { text: '30 days left', daysLeft: 30 },
      actions: ['triggerCustomerConsent', 'cancel'],
    });
    await pair.trigger();
    const link = await pair.link();
    expect((await fetch(link)).status).toBe(200);
    expect((await pair.answer(link, 'approve')).status).toBe(200);
    expect(await pair.row()).toMatchObject({
      tab: 'eligible',
      type: 'active',
      status: { text: '90 days left' },
      actions: ['submitWorkshopClaim', 'cancel'],
    });
    expect((await pair.submit()).status).toBe(200);
    expect(await pair.row()).toMatchObject({
      tab: 'complete',
      status: { text: 'Submitted' },
      actions: ['viewWorkshopClaim'],
    });
    expect(await pair.history()).toEqual([
      'addCustomer',
      'triggerConsent',
      'approve',
      'submitWorkshopClaim',
    ]);
  });

  it('R22: ends with a decline, and the customer disappears from the page', async () => {
    const pair = await Pair.create(app);
    await pair.add();
    await pair.trigger();
    const answer = await pair.answer(await pair.link(), 'decline', { reason: 'Not this year.' });
    expect(answer.status).toBe(200);
    expect(await pair.row()).toBeUndefined();
    const [notice] = await app.mailsOnceThere(pair.partnerEmail(), 1);
    expect(notice?.text).toContain('Not this year.');
  });

  it('R18, R21, R22: is reminded of 7 days and 1 day before, and expires after 30 days', async () => {
    const pair = await Pair.create(app);
    const start = await app.now();
    await pair.add();
    await pair.trigger();
    await pair.link();
    await app.advance('P29DT23H');
    expect(await pair.row()).toMatchObject({ status: { text: '1 day left' } });
    await app.advance('PT2H');
    expect(await pair.row()).toBeUndefined();
    expect(await daysOf(pair.contact, start)).toEqual([0, 23, 29]);
    expect(await daysOf(pair.partnerEmail(), start)).toEqual([23, 29, 30]);
    expect(await pair.history()).toEqual([
      'addCustomer',
      'triggerConsent',
      'remind',
      'remind',
      'expireConsent',
    ]);
  });

  it('R21, R23, R29: is warned of 30, 7 and 1 days before, expires after 90 days, and is claimable again', async () => {
    const pair = await Pair.create(app);
    await pair.activate();
    const start = await app.now();
    await app.mailsOnceThere(pair.partnerEmail(), 1);
    await app.advance('P91D');
    expect(await daysOf(pair.partnerEmail(), start)).toEqual([0, 60, 83, 89, 90]);
    expect(await pair.row()).toMatchObject({
      tab: 'eligible',
      type: 'not started',
      actions: ['claimCustomer'],
    });
    expect((await pair.submit()).json['type']).toContain('delivery-expired');
    expect((await pair.claim()).status).toBe(201);
  });

  it('comes to the same in many small steps of time as in one', async () => {
    const pair = await Pair.create(app);
    const start = await app.now();
    await pair.add();
    await pair.trigger();
    await pair.link();
    for (let week = 0; week < 5; week += 1) await app.advance('P7D');
    expect(await daysOf(pair.contact, start)).toEqual([0, 23, 29]);
    expect(await daysOf(pair.partnerEmail(), start)).toEqual([23, 29, 30]);
  });

  it('R30: ends with a cancel; the link dies, and the customer who was mailed is told', async () => {
    const pair = await Pair.create(app);
    await pair.add();
    await pair.trigger();
    const link = await pair.link();
    expect((await pair.cancel()).status).toBe(200);
    expect(await pair.row()).toBeUndefined();
    expect((await pair.answer(link, 'approve')).status).toBe(410);
    expect(await app.mailsOnceThere(pair.contact, 2)).toHaveLength(2);
  });
});
