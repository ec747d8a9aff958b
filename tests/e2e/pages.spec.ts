import fs from 'node:fs';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { settle } from '../run/inspect.mjs';
import { addressOf, listRoutes } from '../run/routes.mjs';
import { importFile, untilShown } from './support/files';
import { faultsOf } from './support/looks';
import { orderCsv, orderLines } from './support/orders';
import { makeWorkspace, signIn, signUp, someone } from './support/people';
import { expect, test } from './support/test';

function readSample() {
  const dir = process.env.HOLDFAST_DIR ?? path.resolve('.holdfast/e2e');
  return JSON.parse(fs.readFileSync(path.join(dir, 'sample-sign-in.json'), 'utf8')) as {
    email: string;
    password: string;
    workspace: string;
  };
}

/** The local outbox is not there while mails go to a server. */
const noOutbox = /\/outbox: .* 404 /;

const isOfWorkspace = (route: string) => route.includes('[workspace]');

/** Opens every page that can be reached from the links seen so far; those with parameters last. */
async function faultsOfAll(page: Page, routes: readonly string[], slug = ''): Promise<string[]> {
  const linked = new Set<string>();
  const faults: string[] = [];
  const depth = (route: string) => route.split('[').length;
  for (const route of routes.toSorted((a, b) => depth(a) - depth(b))) {
    const address = addressOf(route, slug, linked);
    if (!address) continue;
    await page.goto(address);
    // A page that only sends one on: where it leads to is looked at by itself.
    if (new URL(page.url()).pathname !== address) continue;
    const links = page.locator('a[href^="/"]');
    for (const href of await links.evaluateAll((all) => all.map((link) => (link as HTMLAnchorElement).pathname)))
      linked.add(href);
    faults.push(...(await faultsOf(page)).map((fault) => `${route} ${fault}`));
  }
  return faults;
}

test('an empty workspace: no page has a fault in either theme, wide or on a phone', async ({
  page,
  mailbox,
  complaints,
}) => {
  complaints.expect(noOutbox);
  test.setTimeout(300_000);
  await signUp(page, mailbox, someone('Ella Empty'));
  const slug = await makeWorkspace(page, `Empty ${Date.now()}`);
  expect(await faultsOfAll(page, listRoutes(), slug)).toEqual([]);
});

test('a workspace with orders: no page has a fault in either theme, wide or on a phone', async ({
  page,
  mailbox,
  complaints,
}) => {
  complaints.expect(noOutbox);
  test.setTimeout(400_000);
  await signUp(page, mailbox, someone('Fiona Full'));
  const slug = await makeWorkspace(page, `Full ${Date.now()}`);
  await importFile(
    page,
    slug,
    { name: 'orders.csv', text: orderCsv(orderLines()) },
    { stream: 'orders', map: { customer_id: 'client', ordered_at: 'bought_on', amount: 'paid' } },
  );
  await untilShown(page, `/${slug}/customers`, '240 customers');
  expect(await faultsOfAll(page, listRoutes().filter(isOfWorkspace), slug)).toEqual([]);
});

test('the sample workspace is one sign-in away and has no fault', async ({ page, complaints }) => {
  complaints.expect(noOutbox);
  test.setTimeout(400_000);
  const sample = readSample();
  await signIn(page, sample);
  await page.goto(`/${sample.workspace}`);
  await expect(page.getByRole('heading', { level: 1 })).not.toContainText('Nothing has arrived');
  expect(await faultsOfAll(page, listRoutes().filter(isOfWorkspace), sample.workspace)).toEqual([]);
});

test('the queue is walked with J and K, the customer beside follows, Enter opens', async ({ page }) => {
  test.setTimeout(120_000);
  await signIn(page, readSample());
  // Customers are scored a moment after the first start.
  await untilShown(page, `/${readSample().workspace}/queue`, 'By value at risk');
  const selected = page.locator('ol a[aria-current="true"]');
  const beside = page.getByRole('complementary', { name: 'Selected customer' }).getByRole('heading', { level: 2 });
  const names = await page.locator('ol a').allTextContents();
  await expect(selected).toHaveText(names[0] ?? '');
  for (const key of ['j', 'j', 'k']) await page.keyboard.press(key);
  await expect(selected).toHaveText(names[1] ?? '');
  await expect(selected).toBeFocused();
  await expect(beside).toHaveText(names[1] ?? '');
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/customers\/[0-9a-f-]{36}$/);
  await expect(page.getByRole('heading', { level: 1 })).toContainText(names[1] ?? '');
  await expect(page.getByText('number 2 in the queue')).toBeVisible();
});

test('pages before signing in have no fault', async ({ page, complaints }) => {
  complaints.expect(noOutbox);
  test.setTimeout(120_000);
  const routes = listRoutes().filter((route) => !isOfWorkspace(route));
  expect(await faultsOfAll(page, routes)).toEqual([]);
});

const planted = `<!doctype html><html lang="en"><title>Planted</title><style>
  :root { color-scheme: light dark } body { background: #fff; color: #000 }
  @media (prefers-color-scheme: dark) { body { background: #111; color: #fff } }
  @media (min-width: 720px) { #pale { display: none } }
  #grey { color: #5a5a5a } #pale { color: #ddd } #broad { width: 500px }
</style><main><h1>Planted</h1>
  <p id="grey">grey on grey in the dark</p>
  <p id="pale">pale on a phone by day</p>
  <img id="unnamed" src="data:image/gif;base64,R0lGODlhAQABAAAAACw=">
  <p id="broad">broader than a phone</p>
</main></html>`;

test('a planted fault is found in the theme and at the width that it has', async ({ page }) => {
  await page.setContent(planted);
  expect(await faultsOf(page)).toEqual([
    'light 1440: image-alt (1) #unnamed',
    'dark 1440: color-contrast (1) #grey',
    'light 390: color-contrast (1) #pale',
    'light 390: image-alt (1) #unnamed',
    expect.stringMatching(/^light 390: scrolls \d+ px sideways$/),
    'dark 390: color-contrast (1) #grey',
    expect.stringMatching(/^dark 390: scrolls \d+ px sideways$/),
  ]);
});

test('a skeleton that stays is told, not photographed', async ({ page }) => {
  await page.setContent('<!doctype html><title>Planted</title><main><span data-loading=""></span></main>');
  await expect(settle(page, 200)).rejects.toThrow('1 skeletons stay');
});
