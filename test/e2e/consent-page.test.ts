// The customer's pages in a browser: in every state, without scripts, by keyboard, at any width.
import type { Browser } from 'playwright-core';
import { App, fabrikam } from './support/app';
import { findings, hasBrowser, launch, open, overflows, shoot } from './support/browser';
import { Pair } from './support/pair';

jest.setTimeout(180_000);
const app = new App();
let browser: Browser;
const inBrowser = hasBrowser ? describe : describe.skip;

async function asked(language = 'en'): Promise<{ pair: Pair; link: string }> {
  const pair = await Pair.create(app);
  await pair.add();
  await pair.trigger({}, { language });
  return { pair, link: await pair.link() };
}

inBrowser('the consent page', () => {
  beforeAll(async () => {
    await app.start();
    browser = await launch();
  });
  afterAll(async () => {
    await browser.close();
    await app.stop();
  });

  it('is answered without scripts, by keyboard alone', async () => {
    const { pair, link } = await asked();
    const page = await open(browser, link, { javaScript: false });
    await page.getByLabel('Your full name').focus();
    await page.keyboard.type('Nora North');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Space');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await app.until('the answer is recorded', async () =>
      (await pair.row())?.type === 'active' ? true : undefined,
    );
  });

  it('says what is missing, and keeps what was typed', async () => {
    const { pair, link } = await asked();
    const page = await open(browser, link);
    await page.evaluate("document.querySelector('form').noValidate = true");
    await page.getByLabel('Your full name').fill('Nora North');
    await page.getByRole('button', { name: 'Agree' }).click();
    await page.getByRole('alert').or(page.locator('[aria-invalid=true]')).first().waitFor();
    expect(await page.getByLabel('Your full name').inputValue()).toBe('Nora North');
    expect(await findings(page)).toEqual([]);
    expect(await pair.row()).toMatchObject({ type: 'not started' });
  });

  it.each([
    ['en', 360],
    ['sv', 768],
    ['de', 1280],
    ['fr', 360],
    ['es', 768],
    ['ja', 1280],
  ])('in %s at %d px has the right lang, fits, and axe finds nothing', async (language, width) => {
    const { link } = await asked(language);
    const page = await open(browser, link, { width, dark: width === 768 });
    expect(await page.locator('html').getAttribute('lang')).toBe(language);
    expect(await overflows(page)).toBe(false);
    expect(await findings(page)).toEqual([]);
    await shoot(page, `consent-${language}-${width}`);
  });

  it('fits at 200 % zoom of a 1280 px window', async () => {
    const { link } = await asked();
    expect(await overflows(await open(browser, link, { width: 640 }))).toBe(false);
  });

  it('answers several open requests of a partner at once', async () => {
    const [pair, second] = [await Pair.create(app), await Pair.create(app)];
    await pair.add({}, { engagementIds: [pair.engagement, second.engagement] });
    await pair.trigger();
    const link = await pair.link();
    const there = `/api/engagements/${second.engagement}/customers/${pair.id}`;
    await app.call('POST', `${there}/consent-request`, {
      body: {
        customerContact: { name: 'Nora North', email: pair.contact },
        partnerContact: { company: 'Contoso', name: 'Ada', email: pair.partnerEmail() },
      },
    });
    const page = await open(browser, link);
    for (const box of await page.locator('input[name=request]').all()) await box.check();
    await page.getByLabel('Your full name').fill('Nora North');
    await page.getByLabel(/I may agree for/).check();
    await page.getByRole('button', { name: 'Agree' }).click();
    await app.until('both answers are recorded', async () => {
      const other = (await app.call('GET', there)).json['type'];
      return (await pair.row())?.type === 'active' && other === 'active' ? true : undefined;
    });
  });

  it('has a page of its own for each ended state, on which axe finds nothing', async () => {
    const [canceled, superseded, replaced] = [await asked(), await asked(), await asked()];
    await canceled.pair.cancel();
    const rival = { tenant: fabrikam };
    const contact = `rival@${superseded.pair.domain}`;
    await superseded.pair.add(rival);
    await superseded.pair.trigger(rival, { customerContact: { name: 'R', email: contact } });
    await superseded.pair.answer(await superseded.pair.link(0, contact), 'approve');
    const email = `new@${replaced.pair.domain}`;
    await replaced.pair.resend({}, { customerContact: { name: 'N', email } });
    const titles = new Set<string>();
    const ended = {
      canceled: canceled.link,
      superseded: superseded.link,
      replaced: replaced.link,
      unknown: `${app.at.app}/consent/${'x'.repeat(64)}`,
    };
    for (const [name, link] of Object.entries(ended)) {
      const page = await open(browser, link);
      titles.add(await page.getByRole('heading', { level: 1 }).innerText());
      expect(await findings(page)).toEqual([]);
      await shoot(page, `consent-${name}`);
    }
    expect(titles.size).toBe(4);
  });

  it('forbids scripts, framing and other sites by its own headers', async () => {
    const { link } = await asked();
    const { headers } = await fetch(link);
    const policy = headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toContain('unsafe');
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(headers.get('x-robots-tag')).toContain('noindex');
  });

  it('lets one link be asked for sixty times a minute, not more', async () => {
    const { link } = await asked();
    const statuses = [];
    for (let n = 0; n < 62; n += 1) statuses.push((await fetch(link)).status);
    expect(statuses.filter((status) => status === 200).length).toBeGreaterThanOrEqual(59);
    expect(statuses.at(-1)).toBe(429);
  });
});
