// R18–R30 at the ends of an association: what stays, what is told to whom, and what can begin anew.
import { App, fabrikam } from './support/app';
import { known } from './support/known';
import { Pair } from './support/pair';

jest.setTimeout(120_000);
const app = new App();
afterAll(() => app.stop());

const other = { tenant: fabrikam };
const states = async (pair: Pair) => (await pair.row())?.association?.['state'];

async function asked(claimed = false): Promise<Pair> {
  const pair = await Pair.create(app);
  if (claimed) await known(pair);
  await (claimed ? pair.claim() : pair.add());
  await pair.trigger();
  await pair.link();
  return pair;
}

/** Over the 30 days in one jump; `early` answers in the last seconds. */
let aged: Record<'early' | 'late' | 'claimed' | 'neverAsked' | 'canceled', Pair>;
let early: { status: number };
beforeAll(async () => {
  await app.start();
  const [neverAsked, canceled] = [await Pair.create(app), await Pair.create(app)];
  for (const pair of [neverAsked, canceled]) await pair.add();
  await canceled.cancel();
  aged = {
    early: await asked(),
    late: await asked(),
    claimed: await asked(true),
    neverAsked,
    canceled,
  };
  await app.advance('P29DT23H59M50S');
  early = await aged.early.answer(await aged.early.link(), 'approve');
  await app.advance('PT10S');
});

describe('R18', () => {
  it('R18: an answer in the last seconds counts, one after the deadline does not', async () => {
    const late = await aged.late.answer(await aged.late.link(), 'approve');
    expect([early.status, late.status]).toEqual([200, 410]);
    expect([await states(aged.early), await states(aged.late)]).toEqual(['active', undefined]);
  });
});

describe('R22', () => {
  it('R22: a decline of one engagement leaves the customer on the page of another', async () => {
    const [pair, elsewhere] = [await Pair.create(app), await Pair.create(app)];
    await pair.add({}, { engagementIds: [pair.engagement, elsewhere.engagement] });
    await pair.trigger();
    await pair.answer(await pair.link(), 'decline');
    expect(await pair.row()).toBeUndefined();
    const there = `/api/engagements/${elsewhere.engagement}/customers/${pair.id}`;
    expect((await app.call('GET', there)).json).toMatchObject({ status: { daysLeft: 30 } });
  });

  it('R22: a claimed customer who declines can be claimed again', async () => {
    const pair = await asked(true);
    await pair.answer(await pair.link(), 'decline');
    expect(await pair.row()).toMatchObject({ actions: ['claimCustomer'] });
    expect((await pair.claim()).status).toBe(201);
  });

  it('R22: a claimed customer who does not answer can be claimed again', async () => {
    expect(await aged.claimed.row()).toMatchObject({ actions: ['claimCustomer'] });
    expect((await aged.claimed.claim()).status).toBe(201);
  });

  it('R22: consent that was never asked for ends as no answer, and the partner is told', async () => {
    const pair = aged.neverAsked;
    expect(await pair.row()).toBeUndefined();
    const mails = await app.mails('incentives@contoso-consulting.example');
    const subjects = mails.map(({ subject }) => subject);
    expect(subjects.filter((text) => text.includes(pair.id.slice(0, 8)))).toEqual([
      expect.stringMatching(/^Not asked yet \(7 days left\)/),
      expect.stringMatching(/^Not asked yet \(1 day left\)/),
      expect.stringMatching(/^Expired without consent/),
    ]);
  });

  it('R22: a new add begins a new attempt with a fresh clock; the old link stays as it was', async () => {
    const pair = await asked();
    const old = await pair.link();
    await pair.answer(old, 'decline');
    await app.advance('P3D');
    expect((await pair.add()).status).toBe(201);
    expect(await pair.row()).toMatchObject({
      status: { daysLeft: 30 },
      association: { attempt: 2, version: 1 },
    });
    await pair.trigger();
    expect((await pair.answer(old, 'approve')).status).toBe(409);
    expect(await states(pair)).toBe('consentRequested');
  });
});

describe('R24', () => {
  it('R24: a late page says when it expired, and its interest is one mail and no change of state', async () => {
    const pair = aged.late;
    const link = await pair.link();
    const late = await fetch(link);
    expect([late.status, await late.text()]).toEqual([
      410,
      expect.stringContaining('This request has expired'),
    ]);
    const tell = () => fetch(`${link}/interest`, { method: 'POST', body: new URLSearchParams() });
    const before = (await app.mails(pair.partnerEmail())).length;
    expect([(await tell()).status, (await tell()).status]).toEqual([200, 200]);
    await app.advance('PT1S');
    const mails = (await app.mails(pair.partnerEmail())).slice(before);
    expect(mails.map(({ subject }) => subject)).toEqual([expect.stringMatching(/interested/)]);
    expect(await pair.row()).toBeUndefined();
    expect((await pair.answer(link, 'approve')).status).toBe(410);
  });
});

describe('R25', () => {
  it('R25: the receipt has the very text that stood on the page, who agreed and for whom', async () => {
    const pair = await asked();
    const link = await pair.link();
    const page = await (await fetch(link)).text();
    await pair.answer(link, 'approve', { approverName: 'Nora Nordin' });
    const receipt = (await app.mailsOnceThere(pair.contact, 2))[1];
    const statement = /<div class="statement">([\s\S]*?)<\/div>/.exec(page)?.[1] ?? 'none';
    const words = (html: string) =>
      html
        .replaceAll(/<[^>]*>/g, ' ')
        .replaceAll(/\s+/g, ' ')
        .trim();
    expect(words(receipt?.html ?? '')).toContain(words(statement));
    expect(receipt?.text).toContain('Nora Nordin');
  });

  it('R25: the opposite answer shows what is on record and whom to contact, and changes nothing', async () => {
    const pair = await asked();
    const link = await pair.link();
    await pair.answer(link, 'decline');
    const opposite = await pair.answer(link, 'approve');
    expect(opposite.status).toBe(409);
    expect(opposite.text).toContain('already been declined');
    expect(opposite.text).toContain(pair.partnerEmail());
    expect((await pair.history()).at(-1)).toBe('decline');
  });
});

describe('R29', () => {
  it('R29: at the end of the 90 days the claim is refused, and another partner can add the customer', async () => {
    const pair = await Pair.create(app);
    await pair.activate();
    await app.advance('P90D');
    const late = await pair.submit();
    expect([late.status, late.json['type']]).toEqual([
      409,
      expect.stringContaining('delivery-expired'),
    ]);
    expect((await pair.add()).json['type']).toContain('claim-instead');
    expect((await pair.add(other)).status).toBe(201);
    expect((await pair.claim()).status).toBe(201);
    expect(await pair.row()).toMatchObject({ association: { attempt: 2, origin: 'claimed' } });
  });
});

describe('R30', () => {
  it('R30: a customer who was never mailed is not told of a cancel', async () => {
    expect(await app.mails(aged.canceled.contact)).toEqual([]);
  });

  it('R30: a cancel after the consent tells the customer and lets the pair go', async () => {
    const pair = await Pair.create(app);
    await pair.activate();
    await app.mailsOnceThere(pair.contact, 2);
    expect((await pair.cancel()).status).toBe(200);
    const mails = await app.mailsOnceThere(pair.contact, 3);
    expect(mails.at(-1)?.subject).toMatch(/^Canceled/);
    expect((await pair.submit()).status).toBe(409);
    expect((await pair.add(other)).status).toBe(201);
  });
});
