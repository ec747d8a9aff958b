import path from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import { chromium } from '@playwright/test';
import { addressOf, listRoutes } from './routes.mjs';

const WIDTHS = [1440, 390];
const THEMES = ['light', 'dark'];
const FLAGS = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'];
const NARROW = 390;

const VARIANTS = THEMES.flatMap((theme) => WIDTHS.map((width) => ({ theme, width })));

/**
 * Takes every page × theme × width for each workspace, signed in, and looks for what a machine can see: axe violations,
 * pages that scroll sideways on a phone, errors in the browser's console.
 * @param {{ address: string, executablePath: string, signIn: { email: string, password: string }, workspaces: string[],
 *   out: string, say: (line: string) => void }} options
 * @returns {Promise<{ pictures: number, faults: string[] }>}
 */
export async function photograph({ executablePath, ...options }) {
  const browser = await chromium.launch({ executablePath, args: FLAGS });
  try {
    const seen = [];
    for (const variant of VARIANTS) seen.push(...(await photographVariant(browser, variant, options)));
    return {
      pictures: seen.reduce((sum, { pictures }) => sum + pictures, 0),
      faults: seen.flatMap(({ faults }) => faults),
    };
  } finally {
    await browser.close();
  }
}

async function photographVariant(browser, { theme, width }, { address, signIn, workspaces, out, say }) {
  const context = await browser.newContext({
    baseURL: address,
    colorScheme: theme,
    viewport: { width, height: 900 },
    reducedMotion: 'reduce',
    locale: 'en-GB',
    timezoneId: 'UTC',
  });
  await openSession(context, signIn);
  const seen = [];
  for (const workspace of workspaces) {
    const folder = path.join(out, workspace, `${theme}-${width}`);
    const { pictures, faults } = await photographWorkspace(context, { workspace, folder, width, say });
    seen.push({ pictures, faults: faults.map((fault) => `${workspace} ${theme} ${width}: ${fault}`) });
  }
  await context.close();
  return seen;
}

async function openSession(context, { email, password }) {
  const { csrfToken } = await (await context.request.get('/api/auth/csrf')).json();
  await context.request.post('/api/auth/callback/credentials', { form: { csrfToken, email, password, json: 'true' } });
  const status = (await context.request.get('/statusz')).status();
  if (status !== 200) throw new Error(`signing in as ${email} failed: /statusz answers ${status}`);
}

// Pages with parameters come last: their addresses are found in the links of the pages before them.
async function photographWorkspace(context, { workspace, folder, width, say }) {
  const linked = new Set();
  const seen = { pictures: 0, faults: [] };
  const depth = (route) => route.split('[').length;
  for (const route of listRoutes().sort((a, b) => depth(a) - depth(b))) {
    const address = addressOf(route, workspace, linked);
    if (!address) {
      say(`${workspace} ${width}: nothing links to ${route}`);
      continue;
    }
    const page = await context.newPage();
    seen.faults.push(...(await visit(page, address, { width, linked })).map((fault) => `${address}: ${fault}`));
    const name =
      route
        .replace('[workspace]', '')
        .replaceAll(/[^\w]+/g, '-')
        .replaceAll(/^-|-$/g, '') || 'home';
    await page.screenshot({ path: path.join(folder, `${name}.png`), fullPage: true });
    seen.pictures += 1;
    await page.close();
  }
  return seen;
}

async function visit(page, address, { width, linked }) {
  const faults = [];
  page.on('pageerror', (error) => faults.push(`error in the page: ${error.message}`));
  page.on('console', (message) => message.type() === 'error' && faults.push(`console: ${message.text()}`));
  const answer = await page.goto(address, { waitUntil: 'networkidle' });
  if (!answer?.ok()) faults.push(`answers ${answer?.status()}`);
  for (const href of await page.locator('a[href^="/"]').evaluateAll((links) => links.map((link) => link.pathname)))
    linked.add(href);
  const sideways = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  if (width === NARROW && sideways > 0) faults.push(`scrolls ${sideways} px sideways`);
  const { violations } = await new AxeBuilder({ page }).analyze();
  faults.push(...violations.map(({ id, nodes }) => `axe ${id} (${nodes.length}): ${nodes[0]?.target.join(' ')}`));
  return faults;
}
