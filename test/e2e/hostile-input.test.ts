// What a portal or an attacker may send with a step: refused with its documented problem, and nothing is changed; what is
// accepted reaches mails and pages as plain text.
import { App, contoso, fabrikam, type Answered } from './support/app';
import { aProof, Pair } from './support/pair';

jest.setTimeout(60_000);
const app = new App();
let fresh: Pair;
let active: Pair;
beforeAll(async () => {
  await app.start();
  fresh = await Pair.create(app);
  await fresh.add();
  active = await Pair.create(app);
  await active.activate();
});
afterAll(() => app.stop());

const contact = { name: 'Nora North', email: 'nora@customer.example' };
const partner = { company: 'Contoso', name: 'Ada', email: 'ada@contoso.example' };
const document = aProof.invoice;

type Case = [string, () => Promise<Answered>, number];
const trigger = (customerContact: object, more: object = {}) =>
  fresh.trigger({}, { customerContact, ...more });
const matching = (tags: string) => fresh.trigger({ headers: { 'if-match': tags } });
const keyed = (key: string) => fresh.trigger({ headers: { 'idempotency-key': key } });

describe.each<Case>([
  ['a status', () => trigger(contact, { status: 'active' }), 400],
  ['a deadline', () => trigger(contact, { consentDeadline: '2099-01-01T00:00:00.000Z' }), 400],
  ['a partner', () => trigger(contact, { partnerId: 'fabrikam-services' }), 400],
  ['a role in the contact', () => trigger({ ...contact, role: 'admin' }), 400],
  ['a language that is none', () => trigger(contact, { language: 'tlh' }), 400],
  ['no contact', () => trigger({}), 400],
  ['an array for a name', () => trigger({ ...contact, name: ['Nora'] }), 400],
  ['two addresses', () => trigger({ ...contact, email: 'a@b.example,c@d.example' }), 400],
  ['two at signs', () => trigger({ ...contact, email: 'a@b@c.example' }), 400],
  ['a line break in a name', () => trigger({ ...contact, name: 'Nora\r\nBcc: v@x.example' }), 400],
  ['a bidi override in a name', () => trigger({ ...contact, name: 'Nora \u202Egnp.exe' }), 400],
  ['a null in a name', () => trigger({ ...contact, name: 'Nora\0' }), 400],
  ['a name of 121 letters', () => trigger({ ...contact, name: 'N'.repeat(121) }), 400],
  [
    'a mail break in the partner’s company',
    () =>
      trigger(contact, {
        partnerContact: { ...partner, company: 'Contoso\nBcc: v@x.example' },
      }),
    400,
  ],
  ['a key of a kilobyte', () => keyed('k'.repeat(1024)), 400],
  ['a key with a space', () => keyed('a b'), 400],
  ['an If-Match that is no ETag', () => matching('x'), 400],
  ['an If-Match without quotes', () => matching('1-1'), 400],
  ['an If-Match of * among others', () => matching('*, "1-1"'), 400],
  ['an If-Match of another version', () => matching('"1-2"'), 412],
  ['an If-Match of several, none of the row', () => matching('W/"1-2", "a,b"'), 412],
  ['a resend before consent was asked for', () => fresh.resend(), 409],
  ['a claim before the consent', () => fresh.submit(), 409],
  ['a cancel without a reason', () => app.call('POST', fresh.path('/cancel'), { body: {} }), 400],
  ['a cancel with an empty reason', () => cancel(fresh, '  '), 400],
  ['a cancel with a novel', () => cancel(fresh, 'x'.repeat(501)), 400],
])('a step with %s', (_, step, status) => {
  it(`is refused with ${status}, and changes nothing`, async () => {
    const before = (await fresh.read()).headers.get('etag');
    const answer = await step();
    expect([answer.status, answer.json['status']]).toEqual([status, status]);
    expect(answer.headers.get('content-type')).toBe('application/problem+json');
    expect((await fresh.read()).headers.get('etag')).toBe(before);
    expect(await fresh.history()).toEqual(['addCustomer']);
  });
});

function cancel(pair: Pair, reason: string): Promise<Answered> {
  return app.call('POST', pair.path('/cancel'), { body: { reason } });
}

describe('a workshop claim', () => {
  it.each([
    ['a hash in capitals', { ...document, sha256: 'A'.repeat(64) }],
    ['an address without TLS', { ...document, url: 'http://files.example/x.pdf' }],
    ['a script for an address', { ...document, url: 'javascript:alert(1)' }],
    ['an empty document', { ...document, sizeBytes: 0 }],
    ['a document of ten gigabytes', { ...document, sizeBytes: 10_000_000_000 }],
    ['a type that is none', { ...document, contentType: 'pdf' }],
    ['the content itself', { ...document, content: 'AAAA' }],
  ])('R28: with %s is refused, and the row stays active', async (_, invoice) => {
    expect((await active.submit({}, { ...aProof, invoice })).status).toBe(400);
    expect(await active.row()).toMatchObject({ type: 'active' });
  });
});

describe('another partner’s row', () => {
  it('R1: is answered letter for letter as one that does not exist', async () => {
    const other = { tenant: fabrikam };
    const absent = await Pair.create(app);
    const unknown = `/api/engagements/${fresh.engagement}/customers/${absent.id}`;
    for (const end of ['', '/history', '/workshop-claim']) {
      const [foreign, missing] = [
        await app.call('GET', fresh.path(end), other),
        await app.call('GET', `${unknown}${end}`, other),
      ];
      expect([foreign.status, foreign.text]).toEqual([404, missing.text]);
    }
  });
});

describe('the name of a customer who answers', () => {
  let asked: Pair;
  beforeAll(async () => {
    asked = await Pair.create(app);
    await asked.add();
    await asked.trigger();
  });

  describe.each(['approve', 'decline'] as const)('to %s', (decision) => {
    it.each([
      ['a line break', 'Nora\r\nBcc: v@x.example'],
      ['a bidi override', 'Nora \u202Egnp.exe'],
      ['a null', 'Nora\0'],
      ['121 letters', 'N'.repeat(121)],
      ['32,000 letters', 'N'.repeat(32_000)],
    ])('R25: with %s is refused, and nothing is recorded', async (_, approverName) => {
      const answer = await asked.answer(await asked.link(), decision, { approverName });
      expect(answer.status).toBe(400);
      expect(answer.text).toContain('Enter your full name');
      expect(await asked.history()).toEqual(['addCustomer', 'triggerConsent']);
    });
  });

  it.each([
    ['left out is the contact’s', '   ', 'Nora North'],
    ['given is told to the partner', ' Eva Öst ', 'Eva Öst'],
  ])('R25: that is %s, where the customer declines', async (_, approverName, told) => {
    const pair = await Pair.create(app);
    await pair.add();
    await pair.trigger();
    const answer = await pair.answer(await pair.link(), 'decline', { approverName, reason: ' ' });
    expect(answer.status).toBe(200);
    const [mail] = await app.mailsOnceThere(pair.partnerEmail(), 1);
    expect(mail?.text).toContain(told);
  });
});

describe('what is accepted', () => {
  it('stands as plain text in the mail, on the page and in the subject', async () => {
    const pair = await Pair.create(app, {}, { name: '<b onclick=alert(1)>Evil & Co</b> {{7*7}}' });
    await pair.add();
    const name = '<img src=x onerror=alert(1)>';
    await pair.trigger({}, { customerContact: { name, email: pair.contact } });
    const link = await pair.link();
    const [mail] = await app.mails(pair.contact);
    for (const html of [mail?.html ?? '', await (await fetch(link)).text()]) {
      expect(html).toContain('&lt;b onclick');
      expect(html).not.toMatch(/<(img|b) /);
      expect(html).toContain('{{7*7}}');
    }
    expect(mail?.to).toHaveLength(1);
  });

  it('an international address goes out in ASCII', async () => {
    const pair = await Pair.create(app);
    await pair.add();
    const email = `cio@käse-${pair.id.slice(0, 4)}.example`;
    expect((await pair.trigger({}, { customerContact: { name: 'Käthe', email } })).status).toBe(
      200,
    );
    const ascii = new URL(`http://${email.slice(4)}`).hostname;
    expect(ascii).toMatch(/^xn--/);
    expect(await app.mailsOnceThere(`cio@${ascii}`, 1)).toHaveLength(1);
  });

  it('the links of mails are of the configured address, whatever the request says', async () => {
    const pair = await Pair.create(app);
    await pair.add();
    const { port } = new URL(app.at.app);
    const answer = await fetch(`http://127.0.0.1:${port}${pair.path('/consent-request')}`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${await app.token(contoso, ['Incentives.Admin'])}`,
        'content-type': 'application/json',
        'x-forwarded-host': 'evil.example',
        'x-original-host': 'evil.example',
        forwarded: 'host=evil.example',
      },
      body: JSON.stringify({
        customerContact: { ...contact, email: pair.contact },
        partnerContact: partner,
      }),
    });
    expect(answer.status).toBe(200);
    expect(await pair.link()).toContain(`${app.at.app}/consent/`);
  });
});
