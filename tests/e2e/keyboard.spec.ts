import type { Page } from '@playwright/test';
import { importFile, untilShown } from './support/files';
import { orderCsv, orderLines } from './support/orders';
import { makeWorkspace, signUp, someone } from './support/people';
import { expect, test } from './support/test';

/** What has the focus, by its accessible name. */
const focused = (page: Page) =>
  page.evaluate(() => {
    const element = document.activeElement;
    return element?.getAttribute('aria-label') ?? element?.textContent?.trim() ?? '';
  });

/** Presses Tab until something of that name has the focus; the focus must be visible on the way. */
async function tabTo(page: Page, name: string | RegExp): Promise<void> {
  const matches = (text: string) => (typeof name === 'string' ? text.startsWith(name) : name.test(text));
  for (let press = 0; press < 60; press += 1) {
    await page.keyboard.press('Tab');
    const outline = await page.evaluate(() => getComputedStyle(document.activeElement ?? document.body).outlineStyle);
    const text = await focused(page);
    if (!matches(text)) continue;
    expect(outline, `the focus of ${text} is visible`).not.toBe('none');
    return;
  }
  throw new Error(`Tab never reached ${name}`);
}

test('rail, pages, menus and dialogs go by keyboard alone', async ({ page, mailbox }) => {
  test.setTimeout(180_000);
  await signUp(page, mailbox, someone('Kit Keys'));
  const slug = await makeWorkspace(page, `Keys ${Date.now()}`);

  // The rail, in the order of the chain, after the link that skips it.
  await page.keyboard.press('Tab');
  expect(await focused(page)).toBe('Skip to the page');
  for (const name of ['Workspace Keys', 'Find or do', 'Home', 'Customers', 'Cohorts', 'Value', 'Data', 'Settings'])
    await tabTo(page, name);
  await page.keyboard.press('Enter');
  await page.waitForURL(`**/${slug}/settings`);

  // G and a letter, the sheet of shortcuts, the command menu.
  await page.keyboard.press('g');
  await page.keyboard.press('c');
  await page.waitForURL(`**/${slug}/customers`);
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();
  await page.keyboard.press('ControlOrMeta+k');
  await page.getByPlaceholder(/A page/).fill('Data');
  await page.keyboard.press('Enter');
  await page.waitForURL(`**/${slug}/data`);

  // The dialog of a file keeps the focus inside and gives it back.
  await page.locator('input[type=file]').setInputFiles({
    name: 'orders.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from(orderCsv(orderLines().slice(0, 5))),
  });
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByRole('heading', { name: 'orders.csv' })).toBeVisible();
  for (let press = 0; press < 12; press += 1) {
    await page.keyboard.press('Tab');
    expect(await dialog.evaluate((element) => element.contains(document.activeElement))).toBe(true);
  }
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
});

test('a list is walked by arrow keys and a figure opens by Enter', async ({ page, mailbox }) => {
  test.setTimeout(120_000);
  await signUp(page, mailbox, someone('Walt Walk'));
  const slug = await makeWorkspace(page, `Walk ${Date.now()}`);
  await importFile(
    page,
    slug,
    { name: 'orders.csv', text: orderCsv(orderLines()) },
    { stream: 'orders', map: { customer_id: 'client', ordered_at: 'bought_on', amount: 'paid' } },
  );
  await untilShown(page, `/${slug}/customers`, '240 customers');
  await page.getByRole('button', { name: '240 customers' }).focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog', { name: 'Trace' })).toContainText('Everyone a source has named');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();

  const table = page.getByRole('table', { name: 'Customers' });
  const row = (index: number) => table.locator(`[data-row="${index}"]`);
  await row(0).focus();
  await page.keyboard.press('ArrowDown');
  await expect(row(1)).toBeFocused();
  await page.keyboard.press('End');
  await expect(table.locator('tr:focus')).not.toHaveAttribute('data-row', '1');
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/customers\/[0-9a-f-]{36}$/);
});
