// The Customers page in a browser: the main job and its endings as a partner user and a customer see them.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { App } from './support/app';
import { findings, hasBrowser, launch, open, overflows, shoot } from './support/browser';
import { Pair } from './support/pair';

jest.setTimeout(180_000);
const app = new App();
let browser: Browser;
const inBrowser = hasBrowser ? describe : describe.skip;

async function signIn(pair: Pair, partner = 'Contoso Consulting', width = 1280): Promise<Page> {
  const hash = `#engagement=${pair.engagement}&tab=eligible`;
  const page = await open(browser, `${app.at.app}/portal${hash}`, { width });
  await page.getByLabel('Partner account').selectOption({ label: partner });
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('heading', { name: 'Customers' }).waitFor();
  await settled(page);
  return page;
}
async function settled(page: Page): Promise<void> {
  await page.locator('.panel[aria-busy=false]').waitFor();
}
async function add(page: Page, pair: Pair, locationId: string): Promise<void> {
  const dialog = page.getByRole('dialog');
  await page.getByRole('button', { name: 'Add customer' }).first().click();
  await dialog.getByLabel('Location').selectOption(locationId);
  await dialog.getByLabel(/e-mail address/).fill(pair.contact);
  await dialog.getByRole('button', { name: 'Next' }).click();
  await dialog.getByText('Workshops you can choose').waitFor();
  await dialog.getByRole('button', { name: 'Next' }).click();
  await dialog.getByRole('button', { name: 'Add customer' }).click();
  await dialog.getByText('was added to').first().waitFor();
}
async function trigger(page: Page, contact: string): Promise<void> {
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Trigger customer consent' }).click();
  await dialog.getByLabel('Name').first().fill('Nora North');
  await dialog.getByLabel('E-mail').first().fill(contact);
  await dialog.getByLabel('E-mail').nth(1).fill('ada@partner.example');
  await dialog.getByRole('button', { name: 'Next' }).click();
  await dialog.getByRole('button', { name: 'Send for consent' }).click();
  await dialog.getByText('is on its way').first().waitFor();
  await dialog.getByRole('button', { name: 'Close' }).last().click();
}
async function reload(page: Page, pair: Pair): Promise<void> {
  await page.goto(`${app.at.app}/portal#engagement=${pair.engagement}&tab=eligible`);
  await page.reload();
  await settled(page);
}

inBrowser('the Customers page', () => {
  beforeAll(async () => {
    await app.start();
    browser = await launch();
  });
  afterAll(async () => {
    await browser.close();
    await app.stop();
  });

  it('walks from add over consent, warnings and the claim to Complete', async () => {
    const pair = await Pair.create(app);
    const page = await signIn(pair);
    const dialog = page.getByRole('dialog');
    await add(page, pair, '4100001');
    await shoot(page, 'portal-added');
    await trigger(page, pair.contact);
    await page.getByText('30 days left').waitFor();
    expect(await findings(page)).toEqual([]);
    await shoot(page, 'portal-eligible');

    const consent = await open(browser, await pair.link());
    await consent.getByLabel('Your full name').fill('Nora North');
    await consent.getByLabel(/I may agree for/).check();
    await consent.getByRole('button', { name: 'Agree' }).click();
    await consent.getByRole('heading', { level: 1 }).waitFor();
    await shoot(consent, 'consent-approved');

    await reload(page, pair);
    await page.getByText('90 days left').waitFor();
    await app.advance('P84D');
    await reload(page, pair);
    await page.getByText(/^[67] days left$/).waitFor();
    await page
      .getByRole('button', { name: /^Customer / })
      .first()
      .click();
    await dialog.getByText('Consent given').first().waitFor();
    expect(await findings(page)).toEqual([]);
    await shoot(page, 'portal-details');
    await page.keyboard.press('Escape');

    await page.getByRole('button', { name: /^Submit workshop claim/ }).click();
    for (const [index, name] of ['findings.pdf', 'invoice.pdf'].entries()) {
      const file = join(app.folder, name);
      writeFileSync(file, `%PDF-1.4 ${name}`);
      await dialog.locator('input[type=file]').nth(index).setInputFiles(file);
      const url = `https://files.partner.example/${name}`;
      await dialog
        .getByLabel(/Where it is stored/)
        .nth(index)
        .fill(url);
    }
    for (const box of await dialog.getByRole('checkbox').all()) await box.check();
    await dialog.getByRole('button', { name: 'Next' }).click();
    await shoot(page, 'portal-claim-review');
    await dialog.getByRole('button', { name: 'Submit workshop claim' }).click();
    await dialog.getByText('is submitted').first().waitFor();
    await dialog.getByRole('button', { name: 'Close' }).last().click();
    await page.getByRole('tab', { name: /Complete/ }).click();
    await page.getByRole('button', { name: /View workshop claim/ }).click();
    await dialog.getByText('WC-').waitFor();
    await shoot(page, 'portal-view-claim');
  });

  it('tells the expiry: the customer is gone after 30 days without an answer', async () => {
    const pair = await Pair.create(app);
    await pair.add();
    await pair.trigger();
    const link = await pair.link();
    const page = await signIn(pair);
    await page.getByText('30 days left').waitFor();
    await app.advance('P30D');
    await reload(page, pair);
    expect(await page.getByText(`Customer ${pair.id.slice(0, 8)}`).count()).toBe(0);
    const late = await open(browser, link);
    await late.getByRole('button', { name: /interested/ }).click();
    await late
      .getByText(/is being informed of your interest/)
      .first()
      .waitFor();
    await shoot(late, 'consent-late-interest');
  });

  it('tells the decline: the reason reaches the partner', async () => {
    const pair = await Pair.create(app);
    await pair.add();
    await pair.trigger();
    const consent = await open(browser, await pair.link());
    await consent.getByLabel(/Reason for declining/).fill('Not this year.');
    await consent.getByRole('button', { name: 'Decline' }).click();
    await shoot(consent, 'consent-declined');
    const [mail] = await app.mailsOnceThere(pair.partnerEmail(), 1);
    expect(mail?.text).toContain('Not this year.');
    expect(await pair.row()).toBeUndefined();
  });

  it('tells the loser: another partner’s consent, without its name', async () => {
    const pair = await Pair.create(app);
    await pair.add({ tenant: '000000b1-0000-4000-8000-0000000000b1' });
    await pair.activate();
    const page = await signIn(pair, 'Fabrikam Services');
    await page.getByRole('tab', { name: /Ineligible/ }).click();
    await page.getByText('has given consent to another partner').first().waitFor();
    expect(await page.locator('main').innerText()).not.toContain('Contoso');
    expect(await findings(page)).toEqual([]);
    await shoot(page, 'portal-loser');
  });

  it.each([360, 768])(
    'is usable at %d px: nothing is cut off, axe finds nothing',
    async (width) => {
      const pair = await Pair.create(app);
      await pair.add();
      const page = await signIn(pair, 'Contoso Consulting', width);
      await page.getByText('30 days left').waitFor();
      expect(await overflows(page)).toBe(false);
      expect(await findings(page)).toEqual([]);
      await shoot(page, `portal-${width}`);
    },
  );

  it('opens and leaves a dialogue by keyboard, and the focus comes back', async () => {
    const page = await signIn(await Pair.create(app));
    const button = page.getByRole('button', { name: 'Add customer' }).first();
    await button.focus();
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    const focused: unknown = await page.evaluate('document.activeElement?.textContent');
    expect(String(focused).trim()).toBe('Add customer');
  });
});
