// When the mail service refuses, stumbles or returns a mail: nothing is lost, nothing is sent twice, the row says what is
// wrong, and the clock does not move.
import { App } from './support/app';
import { Pair } from './support/pair';

jest.setTimeout(60_000);
const app = new App();
beforeAll(() => app.start());
afterAll(() => app.stop());

const minute = 60_000;
const msSince = async (from: string, address: string) =>
  (await app.mails(address)).map(({ receivedAt }) => Date.parse(receivedAt) - Date.parse(from));

async function added(): Promise<Pair> {
  const pair = await Pair.create(app);
  await pair.add();
  return pair;
}

describe('a mail', () => {
  it('waits as long as the service says with 429, and no longer', async () => {
    const pair = await added();
    await app.mailFaults({ next: 1, status: 429, retryAfterSeconds: 3600 });
    const start = await app.now();
    await pair.trigger();
    await app.advance('PT59M');
    expect(await app.mails(pair.contact)).toEqual([]);
    await app.advance('PT2M');
    const [waited = 0] = await msSince(start, pair.contact);
    expect(waited).toBeGreaterThanOrEqual(60 * minute);
    expect(waited).toBeLessThan(61 * minute);
  });

  it.each([
    ['answers 500', { next: 2, status: 500 }],
    ['answers 400, which is not about the contact', { next: 2, status: 400 }],
    ['answers 401', { next: 1, status: 401 }],
    ['takes it and cuts the line', { next: 1, dropAfterAccept: true }],
  ])('comes once in the end when the service %s', async (_, fault) => {
    const pair = await added();
    await app.mailFaults(fault);
    await pair.trigger();
    await app.advance('PT15M');
    expect(await app.mails(pair.contact)).toHaveLength(1);
    expect((await fetch(await pair.link())).status).toBe(200);
  });

  it('that waits is not sent when its association has ended meanwhile', async () => {
    const pair = await added();
    await app.mailFaults({ next: 1, status: 429, retryAfterSeconds: 3600 });
    await pair.trigger();
    await app.advance('PT1S');
    await pair.cancel();
    await app.advance('P1D');
    const subjects = (await app.mails(pair.contact)).map(({ subject }) => subject);
    expect(subjects.filter((subject) => !subject.startsWith('Canceled'))).toEqual([]);
  });
});

describe('a resend', () => {
  it('R20: is refused while the last mail waits, so that nobody gets two', async () => {
    const pair = await added();
    await app.mailFaults({ next: 2, status: 400 });
    await pair.trigger();
    await app.advance('PT1S');
    const refused = await pair.resend();
    expect([refused.status, refused.json['type']]).toEqual([
      409,
      expect.stringContaining('resend-waiting'),
    ]);
    const row = await pair.row();
    expect([row?.actions, row?.why]).toEqual([
      ['cancel'],
      expect.stringContaining('has not left yet'),
    ]);
    await app.advance('PT15M');
    expect((await pair.resend()).json['type']).toContain('resend-too-soon');
    expect(await app.mails(pair.contact)).toHaveLength(1);
  });

  it('R20: need not wait for a mail that never left', async () => {
    const pair = await added();
    const contact = { name: 'Nora North', email: `invalid@${pair.domain}` };
    await pair.trigger({}, { customerContact: contact });
    await app.until('the resend is offered', async () =>
      (await pair.row())?.actions.includes('resendCustomerConsent') ? true : undefined,
    );
    expect((await pair.resend()).status).toBe(200);
  });

  it('R20: has to wait, whatever capitals the address is written in, and voids no link', async () => {
    const pair = await added();
    await pair.trigger();
    const link = await pair.link();
    await app.advance('PT1S');
    const customerContact = { name: 'Nora North', email: pair.contact.toUpperCase() };
    expect((await pair.resend({}, { customerContact })).status).toBe(429);
    await app.advance('P1D');
    expect((await pair.resend({}, { customerContact })).status).toBe(200);
    expect((await pair.answer(link, 'approve')).status).toBe(200);
  });
});

describe('a link that waits', () => {
  it('R20: is not sent any more to a contact who has been replaced meanwhile', async () => {
    const pair = await added();
    await app.mailFaults({ next: 1, status: 429, retryAfterSeconds: 3600 });
    await pair.trigger();
    await app.advance('PT1S');
    const email = `legal@${pair.domain}`;
    await pair.resend({}, { customerContact: { name: 'Lea Legal', email } });
    await app.advance('PT2H');
    expect(await app.mails(pair.contact)).toEqual([]);
    expect(await app.mails(email)).toHaveLength(1);
  });
});

describe('an address', () => {
  it.each([
    ['is refused', 'invalid', 'rejected'],
    ['sends it back', 'bounce', 'bounced'],
  ])('that %s is told on the row, and another contact mends it', async (_, name, state) => {
    const pair = await added();
    const before = (await pair.row())?.status;
    const email = `${name}@${pair.domain}`;
    await pair.trigger({}, { customerContact: { name: 'Nora North', email } });
    const told = await app.until('the trouble on the row', async () => {
      const row = await pair.row();
      return row?.mailProblem === undefined ? undefined : row;
    });
    expect(told.mailProblem).toMatchObject({ kind: 'consentRequest', state });
    expect(told.status).toEqual(before);
    await pair.resend({}, { customerContact: { name: 'Nora North', email: pair.contact } });
    expect((await pair.answer(await pair.link(), 'approve')).status).toBe(200);
    await app.until('the trouble is gone', async () => {
      return (await pair.row())?.mailProblem === undefined ? true : undefined;
    });
  });
});
