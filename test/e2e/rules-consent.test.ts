// R18–R30: consent, exclusivity, delivery, the workshop claim, cancel, over HTTP.
import { App, contoso, fabrikam } from './support/app';
import { aProof, Pair } from './support/pair';

jest.setTimeout(120_000);
const app = new App();
beforeAll(() => app.start());
afterAll(() => app.stop());

const other = { tenant: fabrikam };

async function asked(more: object = {}): Promise<Pair> {
  const pair = await Pair.create(app, more);
  await pair.add();
  await pair.trigger();
  return pair;
}

describe('asking for consent', () => {
  it('R18: never moves the deadline, neither by sending, resending nor another contact', async () => {
    const pair = await Pair.create(app);
    await pair.add();
    const before = (await pair.row())?.status['deadline'];
    await pair.trigger();
    await app.advance('P2D');
    await pair.resend();
    await pair.resend({}, { customerContact: { name: 'Olle Ost', email: `ost@${pair.domain}` } });
    expect((await pair.row())?.status['deadline']).toBe(before);
  });

  it('R19: mails the contact a link in the language chosen, and asks once', async () => {
    const pair = await Pair.create(app);
    await pair.add();
    expect((await pair.trigger({}, { language: 'sv' })).status).toBe(200);
    const [mail] = await app.mailsOnceThere(pair.contact, 1);
    expect(mail?.subject).toMatch(/samtycke/i);
    expect((await pair.trigger()).status).toBe(409);
  });

  it('R20: reminds 24 hours apart and at most five times; more is 429 with Retry-After', async () => {
    const pair = await asked();
    await app.advance('PT1S');
    const tooSoon = await pair.resend();
    expect(tooSoon.status).toBe(429);
    expect(Number(tooSoon.headers.get('retry-after'))).toBeGreaterThan(86_000);
    expect((await pair.row())?.actions).toEqual(['cancel']);
    for (let n = 0; n < 5; n += 1) {
      await app.advance('P1D');
      expect((await pair.row())?.actions).toContain('resendCustomerConsent');
      expect((await pair.resend()).status).toBe(200);
    }
    await app.advance('P1D');
    const limit = await pair.resend();
    expect([limit.status, limit.headers.has('retry-after')]).toEqual([429, true]);
    expect((await pair.row())?.actions).toEqual(['cancel']);
  });

  it('R20: every mail has its own link, all good for the same contact', async () => {
    const pair = await asked();
    await pair.link(0);
    await app.advance('P1D');
    await pair.resend();
    const [first, second] = [await pair.link(0), await pair.link(1)];
    expect(first).not.toBe(second);
    expect((await fetch(first)).status).toBe(200);
    expect((await fetch(second)).status).toBe(200);
  });

  it('R20: another contact voids the earlier links, and they say so', async () => {
    const pair = await asked();
    const first = await pair.link();
    const email = `legal@${pair.domain}`;
    expect((await pair.resend({}, { customerContact: { name: 'Lea Legal', email } })).status).toBe(
      200,
    );
    const second = await pair.link(0, email);
    expect((await pair.answer(first, 'approve')).status).toBe(410);
    expect((await fetch(first)).status).toBe(410);
    expect((await pair.answer(second, 'approve')).status).toBe(200);
  });

  it('R21: warns the partner "not asked yet" where consent was never triggered', async () => {
    const pair = await Pair.create(app);
    await pair.add();
    const desk = 'incentives@contoso-consulting.example';
    const before = (await app.mails(desk)).length;
    await app.advance('P23DT1H');
    const mails = await app.mailsOnceThere(desk, before + 1);
    expect(
      mails.slice(before).some(({ text }) => text?.includes(`Customer ${pair.id.slice(0, 8)}`)),
    ).toBe(true);
    await pair.cancel();
  });

  it('R21: reminds nobody any more once the customer has answered', async () => {
    const pair = await asked();
    await pair.answer(await pair.link(), 'decline');
    await app.mailsOnceThere(pair.partnerEmail(), 1);
    await app.advance('P30D');
    expect(await app.mails(pair.contact)).toHaveLength(1);
    expect(await app.mails(pair.partnerEmail())).toHaveLength(1);
  });
});

describe('answering', () => {
  it('R24: refuses a late answer, says so, and lets the partner know of interest once', async () => {
    const pair = await asked();
    const link = await pair.link();
    await app.advance('P30D');
    expect((await pair.answer(link, 'approve')).status).toBe(410);
    const before = (await app.mails(pair.partnerEmail())).length;
    for (let n = 0; n < 2; n += 1) {
      const sent = await fetch(`${link}/interest`, { method: 'POST', body: new URLSearchParams() });
      expect(sent.status).toBe(200);
    }
    expect(await app.mailsOnceThere(pair.partnerEmail(), before + 1)).toHaveLength(before + 1);
    expect(await pair.row()).toBeUndefined();
  });

  it('R25: the first answer is final; again is the same page, the opposite is refused', async () => {
    const pair = await asked();
    const link = await pair.link();
    expect((await pair.answer(link, 'approve')).status).toBe(200);
    expect((await pair.answer(link, 'approve')).status).toBe(200);
    expect((await pair.answer(link, 'decline')).status).toBe(409);
    expect(await pair.row()).toMatchObject({ type: 'active' });
    expect((await pair.history()).filter((what) => what === 'approve')).toHaveLength(1);
  });

  it.each([
    ['a name', { approverName: ' ' }],
    ['the tick', { confirmed: '' }],
  ])('R25: needs %s to approve', async (_, missing) => {
    const pair = await asked();
    const link = await pair.link();
    const form = new URLSearchParams({
      decision: 'approve',
      request: `${pair.engagement}.1`,
      approverName: 'Nora',
      confirmed: 'on',
      ...missing,
    });
    if (form.get('confirmed') === '') form.delete('confirmed');
    const answer = await fetch(link, { method: 'POST', body: form });
    expect(answer.status).toBe(400);
    expect(await pair.row()).toMatchObject({ type: 'not started' });
  });

  it('R25: mails the customer a receipt with the exact text', async () => {
    const pair = await asked();
    await pair.answer(await pair.link(), 'approve');
    const mails = await app.mailsOnceThere(pair.contact, 2);
    expect(mails[1]?.text).toContain('I agree to the following');
    expect(mails[1]?.text).toContain('Nora North');
  });
});

describe('exclusivity', () => {
  it('R26: the first consent wins; the other partner is told without a name, its link names the winner', async () => {
    const pair = await Pair.create(app);
    await pair.add();
    await pair.add(other);
    const contact = `second@${pair.domain}`;
    await pair.trigger();
    await pair.trigger(other, { customerContact: { name: 'Sven Sec', email: contact } });
    const [mine, theirs] = [await pair.link(), await pair.link(0, contact)];
    expect((await pair.answer(mine, 'approve')).status).toBe(200);
    const refused = await pair.answer(theirs, 'approve');
    expect(refused.status).toBe(410);
    expect(refused.text).toContain('Contoso Consulting');
    expect(await pair.row(other)).toMatchObject({ tab: 'ineligible' });
    const [notice] = await app.mailsOnceThere(pair.partnerEmail(false), 1);
    expect(notice?.text).not.toContain('Contoso');
  });

  it('R27, R30: a cancel lets the pair go; the other partner can add the customer anew', async () => {
    const pair = await Pair.create(app);
    await pair.activate();
    expect((await pair.add(other)).json['type']).toContain('consent-given-to-another-partner');
    await pair.cancel();
    expect((await pair.add(other)).status).toBe(201);
  });
});

describe('delivery', () => {
  it('R23: the windows are the engagement’s and are frozen when the clock starts', async () => {
    const pair = await asked({ consentWindowDays: 10, deliveryWindowDays: 20 });
    expect((await pair.row())?.status.daysLeft).toBe(10);
    await pair.answer(await pair.link(), 'approve');
    expect((await pair.row())?.status.daysLeft).toBe(20);
  });

  it('R28: a claim without its proof of execution is refused and names what is missing', async () => {
    const pair = await Pair.create(app);
    await pair.activate();
    const { findingsAndRecommendations } = aProof;
    const rest = { findingsAndRecommendations, partnerSurveyDone: true, customerSurveyDone: true };
    const { status, json } = await pair.submit({}, rest);
    expect([status, json['missing']]).toEqual([422, ['invoice']]);
    expect((await pair.submit()).status).toBe(200);
  });

  it('R29: after 90 days there is no claim, and the exclusivity is released', async () => {
    const pair = await Pair.create(app);
    await pair.activate();
    await app.advance('P90D');
    expect((await pair.submit()).status).toBe(409);
    expect((await pair.add(other)).status).toBe(201);
    expect((await pair.claim({ tenant: contoso })).status).toBe(201);
  });

  it('R30: nothing is canceled after the claim is submitted', async () => {
    const pair = await Pair.create(app);
    await pair.activate();
    await pair.submit();
    expect((await pair.cancel()).status).toBe(409);
  });
});
