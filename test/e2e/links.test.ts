// Consent links from outside: what is guessed, cut, mixed or sent wrongly opens nothing; reading changes nothing; and no
// link leaves a trace in the log or in the orchestrations.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { App, fabrikam, type Asked } from './support/app';
import { Pair } from './support/pair';

jest.setTimeout(60_000);
const app = new App();
let pair: Pair;
let link: string;
beforeAll(async () => {
  await app.start();
  pair = await asked();
  link = await pair.link();
});
afterAll(() => app.stop());

async function asked(): Promise<Pair> {
  const made = await Pair.create(app);
  await made.add();
  await made.trigger();
  return made;
}
/** Everything that a change would show in. */
async function trace(of: Pair) {
  const [row, history, mails] = [await of.row(), await of.history(), await app.mails(of.contact)];
  return { row, history, mails: mails.map(({ id }) => id) };
}
const token = (of: string) => of.slice(-64);
const form = 'application/x-www-form-urlencoded';
const post = (to: string, body: string, type = form) =>
  fetch(to, { method: 'POST', body, headers: { 'content-type': type } });
const approval = () =>
  `decision=approve&request=${pair.engagement}.1&approverName=Nora&confirmed=yes`;

describe('a link that is none', () => {
  it.each<[string, (good: string, other: string) => string]>([
    ['of another customer’s place with this one’s secret', (a, b) => b.slice(0, 20) + a.slice(20)],
    ['of this place with a made-up secret', (good) => good.slice(0, 22) + 'A'.repeat(42)],
    ['a character short', (good) => good.slice(1)],
    ['a character too long', (good) => `${good}A`],
    ['with a path in it', (good) => `${good.slice(0, 30)}%2F..%2F${good.slice(38)}`],
    ['with a control character', (good) => `${good.slice(0, 61)}%01`],
    ['empty of meaning', () => '-'],
  ])('%s is answered as unknown, to a look and to an answer', async (_, change) => {
    const other = await asked();
    const before = [await trace(pair), await trace(other)];
    const bad = `${app.at.app}/consent/${change(token(link), token(await other.link()))}`;
    expect([(await fetch(bad)).status, (await post(bad, approval())).status]).toEqual([404, 404]);
    expect((await trace(pair)).history).toEqual(before[0]?.history);
    expect((await trace(other)).history).toEqual(before[1]?.history);
  });
});

describe('invariant 5', () => {
  it('twenty looks of mail scanners by GET and HEAD change nothing, before and after the answer', async () => {
    const own = await asked();
    const its = await own.link();
    for (const decide of [undefined, 'approve' as const]) {
      if (decide) await own.answer(its, decide);
      await app.advance('PT1S');
      const before = await trace(own);
      for (let n = 0; n < 10; n += 1) {
        expect((await fetch(`${its}?decision=decline&confirmed=yes`)).status).toBe(200);
        expect((await fetch(its, { method: 'HEAD' })).status).toBe(200);
      }
      await app.advance('PT1S');
      expect(await trace(own)).toEqual(before);
    }
  });

  it('HEAD answers as GET does, without the page', async () => {
    const [get, head] = [await fetch(link), await fetch(link, { method: 'HEAD' })];
    expect([head.status, await head.text()]).toEqual([get.status, '']);
    expect(head.headers.get('content-type')).toBe(get.headers.get('content-type'));
  });
});

describe('a form that is none', () => {
  it.each<[string, string, string, number]>([
    ['nothing in it', '', form, 400],
    ['no decision', 'request=x.1&approverName=N&confirmed=yes', form, 400],
    ['both decisions', 'decision=approve&decision=decline&request=x.1', form, 400],
    ['a decision of its own', 'decision=maybe&request=x.1', form, 400],
    ['JSON', '{"decision":"approve"}', 'application/json', 415],
    ['plain text', 'decision=approve', 'text/plain', 415],
    ['a megabyte', `decision=approve&approverName=${'x'.repeat(1_000_000)}`, form, 413],
  ])('with %s is refused and changes nothing', async (_, body, type, status) => {
    const before = await trace(pair);
    expect((await post(link, body, type)).status).toBe(status);
    expect(await trace(pair)).toEqual(before);
  });

  it.each(['PUT', 'PATCH', 'DELETE'])('%s answers 405 and says what is allowed', async (method) => {
    const answer = await fetch(link, { method });
    expect([answer.status, answer.headers.get('allow')]).toEqual([405, 'GET, HEAD, POST']);
  });
});

describe('a link mailed to one contact', () => {
  /** Beside `own`, another workshop of the same customer, asked for by a partner of a contact. */
  async function askedBeside(own: Pair, by: Asked, email: string) {
    const { engagement } = await Pair.create(app);
    const there = `/api/engagements/${engagement}/customers/${own.id}`;
    await own.add(by, { engagementIds: [engagement] });
    const body = {
      customerContact: { name: 'Nora North', email },
      partnerContact: { company: 'A partner', name: 'Ada', email: own.partnerEmail() },
    };
    await app.call('POST', `${there}/consent-request`, { ...by, body });
    return {
      id: `${engagement}.1`,
      state: async () => {
        const { json } = await app.call('GET', there, by);
        return z.object({ association: z.object({ state: z.string() }) }).parse(json).association
          .state;
      },
    };
  }

  it.each<[string, Asked, (own: Pair) => string]>([
    ['another contact', {}, (own) => `legal@${own.domain}`],
    ['another partner’s contact of the same name', { tenant: fabrikam }, (own) => own.contact],
  ])('neither shows nor answers what was mailed to %s', async (_, by, contact) => {
    const own = await asked();
    const its = await own.link();
    const other = await askedBeside(own, by, contact(own));
    const both = new URLSearchParams([
      ['decision', 'decline'],
      ['request', other.id],
    ]);

    expect(await (await fetch(its)).text()).not.toContain(other.id);
    expect((await fetch(its, { method: 'POST', body: both })).status).toBe(400);
    both.append('request', `${own.engagement}.1`);
    expect((await fetch(its, { method: 'POST', body: both })).status).toBe(200);

    expect(await own.row()).toBeUndefined();
    expect(await other.state()).toBe('consentRequested');
  });

  it('answers what was mailed to the same contact in other capitals', async () => {
    const own = await asked();
    const other = await askedBeside(own, {}, own.contact.toUpperCase());

    const answer = await own.answer(await own.link(), 'approve', { request: other.id });

    expect([answer.status, await other.state()]).toEqual([200, 'active']);
  });
});

describe('an open link', () => {
  it('R24: takes no interest before the deadline', async () => {
    const before = await trace(pair);
    expect((await post(`${link}/interest`, '')).status).toBe(404);
    expect(await trace(pair)).toEqual(before);
  });

  it('holds neither the customer’s nor the partner’s name or number', () => {
    const bytes = Buffer.from(token(link), 'base64url');
    const hidden = [pair.id, pair.id.replaceAll('-', ''), pair.domain, pair.engagement, 'contoso'];
    for (const text of hidden) {
      expect(bytes.toString('hex')).not.toContain(text);
      expect(bytes.toString('latin1')).not.toContain(text);
    }
  });

  it('stands neither in the log nor in the orchestrations, nor do people’s names', async () => {
    await fetch(link);
    await post(link, 'decision=maybe');
    const folder = join(app.folder, 'host', 'instances');
    const files = readdirSync(folder).map((name) => readFileSync(join(folder, name), 'utf8'));
    const text = app.log() + files.join('\n');
    expect(text).toContain(pair.engagement);
    for (const secret of [token(link), pair.contact, 'Nora North']) {
      expect(text).not.toContain(secret);
    }
  });
});
