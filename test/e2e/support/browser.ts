// A real browser: Debian's Chromium. Where it is missing the tests of the pages are skipped with a loud message; in CI
// they fail instead.
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium, type Browser, type Page } from 'playwright-core';
import * as z from 'zod';

const candidates = [process.env['CHROMIUM'], '/usr/bin/chromium', '/usr/bin/google-chrome'];
const executable = candidates.find((path) => path !== undefined && existsSync(path));
const root = join(__dirname, '..', '..', '..');
const shots = join(root, '.screenshots');
const axeSource = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
const violations = z.array(z.looseObject({ id: z.string(), help: z.string() }));

export const hasBrowser = executable !== undefined || process.env['CI'] !== undefined;
if (!hasBrowser) {
  console.warn(
    '\n*** No Chromium: the tests of the pages are SKIPPED. Install it (apt-get install chromium) or set CHROMIUM. ***\n',
  );
}

export async function launch(): Promise<Browser> {
  if (executable === undefined) throw new Error('Chromium is needed for the tests of the pages');
  mkdirSync(shots, { recursive: true });
  return chromium.launch({ executablePath: executable, args: ['--no-sandbox'] });
}

export interface Look {
  readonly width?: number;
  readonly dark?: boolean;
  readonly javaScript?: boolean;
}

export async function open(browser: Browser, url: string, look: Look = {}): Promise<Page> {
  const { width = 1280, dark = false, javaScript = true } = look;
  const context = await browser.newContext({
    viewport: { width, height: 900 },
    colorScheme: dark ? 'dark' : 'light',
    // Only to let axe into a page whose policy lets nothing in; see the test of the policy itself.
    bypassCSP: true,
    javaScriptEnabled: javaScript,
    acceptDownloads: true,
    // What fades in is judged when it is there.
    reducedMotion: 'reduce',
  });
  const page = await context.newPage();
  page.setDefaultTimeout(10_000);
  await page.goto(url);
  return page;
}

export async function shoot(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: join(shots, `${name}.png`) });
}

/** What axe finds against WCAG 2.2 A and AA. */
export async function findings(page: Page): Promise<string[]> {
  // What is being loaded is dimmed, and need not be read.
  await page.locator('[aria-busy="true"]').first().waitFor({ state: 'detached' });
  await page.evaluate(axeSource);
  const found: unknown = await page.evaluate(
    "axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] }).then(({ violations }) => violations.map(({ id, help }) => ({ id, help })))",
  );
  return violations.parse(found).map(({ id, help }) => `${id}: ${help}`);
}

/** Whether the page needs sideways scrolling. */
export async function overflows(page: Page): Promise<boolean> {
  return z
    .boolean()
    .parse(await page.evaluate('document.documentElement.scrollWidth > innerWidth'));
}
