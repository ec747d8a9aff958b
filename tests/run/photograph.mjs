import path from 'node:path';
import { chromium } from '@playwright/test';
import { faultsNow, settle, THEMES } from './inspect.mjs';
import { addressOf, listRoutes } from './routes.mjs';

const WIDTHS = [1440, 390];
const FLAGS = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'];

/**
 * @typedef {object} Sight
 * @property {string} address where the app is
 * @property {{ email: string, password: string }} signIn
 * @property {string[]} workspaces slugs; pages outside a workspace are taken with the first
 * @property {string} outbox path of the local outbox, with its key
 * @property {string} out folder of the pictures
 * @property {(line: string) => void} say
 */

/**
 * Takes every page × theme × width, signed in for each workspace and signed out, and looks for what a machine can see:
 * axe violations, pages that scroll sideways, errors in the browser's console.
 * @param {Sight & { executablePath: string }} options
 * @returns {Promise<{ pictures: number, faults: string[] }>}
 */
export async function photograph({ executablePath, ...sight }) {
  const browser = await chromium.launch({ executablePath, args: FLAGS });
  const seen = { pictures: 0, faults: [] };
  try {
    for (const width of WIDTHS) await photographWidth(browser, width, { sight, seen });
    return seen;
  } finally {
    await browser.close();
  }
}

async function photographWidth(browser, width, { sight, seen }) {
  const open = () =>
    browser.newContext({
      baseURL: sight.address,
      viewport: { width, height: 900 },
      reducedMotion: 'reduce',
      locale: 'en-GB',
      timezoneId: 'UTC',
    });
  const isOfWorkspace = (route) => route.includes('[workspace]');
  const routes = listRoutes().sort((a, b) => depth(a) - depth(b));
  const stranger = await open();
  const outside = routes.filter((route) => !isOfWorkspace(route));
  await photographRoutes(stranger, outside, { group: 'signed-out', width, sight, seen });
  await stranger.close();
  const member = await open();
  await openSession(member, sight.signIn);
  for (const [index, workspace] of sight.workspaces.entries()) {
    const some = index === 0 ? routes : routes.filter(isOfWorkspace);
    await photographRoutes(member, some, { group: workspace, width, sight, seen });
  }
  await member.close();
}

// Pages with parameters come last: their addresses are found in the links of the pages before them.
const depth = (route) => route.split('[').length;

async function openSession(context, { email, password }) {
  const { csrfToken } = await (await context.request.get('/api/auth/csrf')).json();
  await context.request.post('/api/auth/callback/credentials', { form: { csrfToken, email, password, json: 'true' } });
  const status = (await context.request.get('/statusz')).status();
  if (status !== 200) throw new Error(`signing in as ${email} failed: /statusz answers ${status}`);
}

async function photographRoutes(context, routes, { group, width, sight, seen }) {
  const linked = new Set();
  for (const route of routes) {
    const address = route === '/outbox' ? sight.outbox : addressOf(route, group, linked);
    if (!address) {
      sight.say(`${group} ${width}: nothing links to ${route}`);
      continue;
    }
    const page = await context.newPage();
    const file = (theme) => path.join(sight.out, group, `${theme}-${width}`, `${fileName(route)}.png`);
    const found = await visit(page, address, { file, linked });
    seen.pictures += found.pictures;
    seen.faults.push(...found.faults.map((fault) => `${group} ${address.split('?')[0]} ${width} ${fault}`));
    await page.close();
  }
}

const fileName = (route) =>
  route
    .replace('[workspace]', '')
    .replaceAll(/[^\w]+/g, '-')
    .replaceAll(/^-|-$/g, '') || 'home';

// A page that only sends one on has no picture: where it leads to has its own.
async function visit(page, address, { file, linked }) {
  const faults = [];
  page.on('pageerror', (error) => faults.push(`error in the page: ${error.message}`));
  page.on('console', (message) => message.type() === 'error' && faults.push(`console: ${message.text()}`));
  const answer = await page.goto(address);
  if (!answer?.ok()) faults.push(`answers ${answer?.status()}`);
  if (new URL(page.url()).pathname !== address.split('?')[0]) return { pictures: 0, faults };
  await settle(page);
  for (const href of await page.locator('a[href^="/"]').evaluateAll((links) => links.map((link) => link.pathname)))
    linked.add(href);
  for (const theme of THEMES) {
    await page.emulateMedia({ colorScheme: theme });
    await page.screenshot({ path: file(theme), fullPage: true });
    faults.push(...(await faultsNow(page, theme)).map((fault) => `${theme}: ${fault}`));
  }
  return { pictures: THEMES.length, faults };
}
