import fs from 'node:fs';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { addressOf, listRoutes } from '../run/routes.mjs';
import { importFile, untilShown } from './support/files';
import { faultsOf } from './support/looks';
import { orderCsv, orderLines } from './support/orders';
import { makeWorkspace, signIn, signUp, someone } from './support/people';
import { expect, test } from './support/test';

/** The local outbox is not there while mails go to a server. */
const noOutbox = /\/outbox: .* 404 /;

/** Every page of the app that can be opened from the links seen so far; those with parameters last. */
async function faultsOfAll(page: Page, slug: string): Promise<string[]> {
  const linked = new Set<string>();
  const faults: string[] = [];
  const depth = (route: string) => route.split('[').length;
  for (const route of listRoutes().sort((a, b) => depth(a) - depth(b))) {
    const address = addressOf(route, slug, linked);
    if (!address) continue;
    await page.goto(address);
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
  expect(await faultsOfAll(page, slug)).toEqual([]);
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
  expect(await faultsOfAll(page, slug)).toEqual([]);
});

test('the sample workspace is one sign-in away and has no fault', async ({ page, complaints }) => {
  complaints.expect(noOutbox);
  test.setTimeout(400_000);
  const dir = process.env.HOLDFAST_DIR ?? path.resolve('.holdfast/e2e');
  const sample = JSON.parse(fs.readFileSync(path.join(dir, 'sample-sign-in.json'), 'utf8')) as {
    email: string;
    password: string;
    workspace: string;
  };
  await signIn(page, sample);
  await page.goto(`/${sample.workspace}`);
  await expect(page.getByRole('heading', { level: 1 })).not.toContainText('Nothing has arrived');
  expect(await faultsOfAll(page, sample.workspace)).toEqual([]);
});

test('pages before signing in have no fault', async ({ page }) => {
  test.setTimeout(120_000);
  for (const address of ['/sign-in', '/sign-up', '/forgot']) {
    await page.goto(address);
    expect(await faultsOf(page), address).toEqual([]);
  }
});
