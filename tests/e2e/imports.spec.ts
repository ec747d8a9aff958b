import type { Download, Locator, Page } from '@playwright/test';
import { faultsOf } from './support/looks';
import { untilShown } from './support/files';
import { makeWorkspace, signUp, someone } from './support/people';
import { expect, test } from './support/test';

const good = 30_000;
const bad = 3;

/** A shop's export: other names than ours, days as they are written elsewhere in three rows, no currency. */
function exportOf(): string {
  const lines = Array.from(
    { length: good },
    (_, i) => `${1_000 + i},buyer-${i % 400},2026-0${1 + (i % 5)}-1${i % 9},${(i % 90) + 0.5}`,
  );
  const broken = Array.from({ length: bad }, (_, i) => `x${i},buyer-1,${10 + i}/02/2026,5`);
  return `invoice,client,bought,paid\n${[...lines, ...broken].join('\n')}\n`;
}

async function readText(download: Download): Promise<string> {
  const stream = await download.createReadStream();
  return (await stream.setEncoding('utf8').toArray()).join('');
}

async function choose(page: Page, name: string, text: string): Promise<Locator> {
  await page.locator('input[type=file]').setInputFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(text) });
  return page.getByRole('dialog');
}

async function map(dialog: Locator): Promise<void> {
  await dialog.getByLabel('The rows are').selectOption('orders');
  for (const [column, field] of [
    ['invoice', 'id'],
    ['client', 'customer_id'],
    ['bought', 'ordered_at'],
    ['paid', 'amount'],
  ] as const)
    await dialog.getByLabel(`Read ${column} as`).selectOption(field);
}

test('a file is mapped, tried, imported, followed over a reload, taken back and imported again', async ({
  page,
  mailbox,
}) => {
  test.setTimeout(300_000);
  await signUp(page, mailbox, someone('Ivy Import'));
  const slug = await makeWorkspace(page, `Imports ${Date.now()}`);
  await page.goto(`/${slug}/data`);
  const text = exportOf();
  const file = page.getByRole('listitem').filter({ hasText: 'shop.csv' });

  // What each column is read as, how sure that is, and what it makes of the first rows.
  const dialog = await choose(page, 'shop.csv', text);
  await expect(dialog.getByRole('heading', { name: 'shop.csv' })).toBeVisible();
  await map(dialog);
  await expect(dialog.getByText('by hand').filter({ visible: true })).toHaveCount(1);
  await expect(dialog.getByText('None of the first 200 would be rejected.')).toBeVisible();
  await dialog.getByLabel('Read bought as').selectOption('');
  await expect(dialog.getByRole('alert')).toContainText('Say which column holds ordered_at');
  await dialog.getByLabel('Set a field in every row').selectOption('ordered_at');
  await dialog.getByLabel('ordered_at in every row').fill('yesterday');
  await expect(dialog.getByText('200 of the first 200 would be rejected.')).toBeVisible();
  await dialog.getByRole('button', { name: 'Do not set ordered_at' }).click();
  await dialog.getByLabel('Read bought as').selectOption('ordered_at');
  await dialog.getByLabel('Set a field in every row').selectOption('channel');
  await dialog.getByLabel('channel in every row').fill('shop');
  expect(await faultsOf(page)).toEqual([]);

  // The trial: nothing is stored, its report comes before the real run.
  await dialog.getByRole('button', { name: 'Try without storing' }).click();
  await expect(dialog.getByText(`30,000 of 30,003 rows would be stored.`)).toBeVisible({ timeout: 120_000 });
  await expect(dialog.getByText('ordered_at: is not a date such as 2026-01-31')).toBeVisible();
  await dialog.getByRole('button', { name: 'Close' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Nothing has arrived yet');
  await expect(file.getByText('tried, nothing stored')).toBeVisible();

  // Later, as it was tried.
  await file.getByRole('button', { name: 'Go on' }).click();
  await expect(dialog.getByLabel('Read bought as')).toHaveValue('ordered_at');
  await expect(dialog.getByLabel('channel in every row')).toHaveValue('shop');
  await dialog.getByRole('button', { name: 'Import', exact: true }).click();
  await expect(dialog).toBeHidden();
  await page.reload();
  await expect(file.getByText('running').or(file.getByText('done', { exact: true }))).toBeVisible();
  await expect(file.getByText('done', { exact: true })).toBeVisible({ timeout: 120_000 });
  await expect(page.getByText('30,003 rows: 30,000 stored, 3 rejected', { exact: true })).toBeVisible();

  // What stands above the list grows when the rows are counted, and moves it under the pointer.
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Everything that arrived is accounted for');
  const rejected = file.getByRole('link', { name: 'Rejected rows with reasons' });
  const [download] = await Promise.all([page.waitForEvent('download'), rejected.click()]);
  const lines = (await readText(download)).trim().split('\r\n');
  expect(lines).toHaveLength(1 + bad);
  expect(lines[1]).toContain('30001,ordered_at: is not a date');
  await untilShown(page, `/${slug}/customers`, '400 customers');

  // Taken back, after being told what goes.
  await page.goto(`/${slug}/data`);
  await file.getByRole('button', { name: 'Undo import' }).click();
  await expect(dialog.getByText('30,000 stored rows go.')).toBeVisible();
  await expect(dialog.getByText('400 customers exist only because of this file and go with it.')).toBeVisible();
  expect(await faultsOf(page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Undo this import' }).click();
  await expect(file.getByText('undone', { exact: true })).toBeVisible({ timeout: 120_000 });
  await page.goto(`/${slug}/customers`);
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Nobody is here yet');

  // And the same file comes again.
  await page.goto(`/${slug}/data`);
  const again = await choose(page, 'shop.csv', text);
  await map(again);
  await again.getByRole('button', { name: 'Import', exact: true }).click();
  await expect(page.getByText('30,003 rows: 30,000 stored, 3 rejected', { exact: true })).toBeVisible({
    timeout: 120_000,
  });
  await untilShown(page, `/${slug}/customers`, '400 customers');
});

test('what is under way can be cancelled, and what it had stored can be taken back', async ({ page, mailbox }) => {
  test.setTimeout(240_000);
  await signUp(page, mailbox, someone('Cam Cancel'));
  const slug = await makeWorkspace(page, `Cancel ${Date.now()}`);
  await page.goto(`/${slug}/data`);
  const rows = Array.from({ length: 150_000 }, (_, i) => `c${i % 300},2026-01-0${1 + (i % 9)},${i % 70}`);
  const dialog = await choose(page, 'long.csv', `customer_id,ordered_at,amount\n${rows.join('\n')}\n`);
  await dialog.getByRole('button', { name: 'Import', exact: true }).click();
  const file = page.getByRole('listitem').filter({ hasText: 'long.csv' });
  await expect(file.getByText('running')).toBeVisible({ timeout: 60_000 });
  await file.getByRole('button', { name: 'Cancel' }).click();
  await expect(file.getByText('cancelled')).toBeVisible({ timeout: 30_000 });
  await file.getByRole('button', { name: 'Undo import' }).click();
  await dialog.getByRole('button', { name: 'Undo this import' }).click();
  await expect(file.getByText('undone', { exact: true })).toBeVisible({ timeout: 120_000 });
});
