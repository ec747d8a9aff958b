import { importFile, untilShown } from './support/files';
import { orderCsv, orderLines } from './support/orders';
import { makeWorkspace, signUp, someone } from './support/people';
import { expect, test } from './support/test';

test('the theme is chosen once and drawn by the server', async ({ page, mailbox }) => {
  await signUp(page, mailbox, someone('Thea Theme'));
  const slug = await makeWorkspace(page, `Theme ${Date.now()}`);
  const user = page.getByRole('button', { name: /account and appearance/ });
  await user.click();
  await page.getByRole('menuitemradio', { name: 'Dark' }).click();
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  const drawn = await page.request.get(`/${slug}`);
  expect(await drawn.text()).toMatch(/<html[^>]*data-theme="dark"/);
  expect(drawn.headers()['cache-control']).toBe('private, no-store');

  await user.click();
  await page.getByRole('menuitemradio', { name: 'As the system' }).click();
  await expect(page.locator('html')).not.toHaveAttribute('data-theme');
  expect(await (await page.request.get(`/${slug}`)).text()).not.toMatch(/<html[^>]*data-theme=/);
});

test('a grid is walked by arrow keys, a picture has a table, a trace gives the focus back', async ({
  page,
  mailbox,
}) => {
  test.setTimeout(180_000);
  await signUp(page, mailbox, someone('Gil Grid'));
  const slug = await makeWorkspace(page, `Grid ${Date.now()}`);
  await importFile(
    page,
    slug,
    { name: 'orders.csv', text: orderCsv(orderLines()) },
    { stream: 'orders', map: { customer_id: 'client', ordered_at: 'bought_on', amount: 'paid' } },
  );
  await untilShown(page, `/${slug}/customers`, '240 customers');

  const figure = page.getByRole('button', { name: '240 customers' });
  await figure.click();
  await expect(page.getByRole('dialog', { name: 'Trace' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(figure).toBeFocused();

  await page.goto(`/${slug}/cohorts`);
  // A plain cell of the sizes counts as a gridcell too; those that can be walked say so themselves.
  const cells = page.locator('[role=gridcell]');
  await expect(page.locator('[role=gridcell][tabindex="0"]')).toHaveCount(1);
  await cells.first().focus();
  const first = await cells.first().getAttribute('aria-label');
  await page.keyboard.press('ArrowRight');
  await expect(cells.nth(1)).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('Home');
  await expect(cells.first()).toBeFocused();
  expect(first).toMatch(/^\w+ \d{4}, month 1, [\d.]+\s%, 95\s%\sinterval .+, \d+ of \d+/);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(cells.first()).toBeFocused();

  await page.getByRole('button', { name: 'Curves: view and export' }).click();
  await page.getByRole('menuitem', { name: 'View as table' }).click();
  await expect(page.getByRole('region', { name: 'The chart as a table' }).getByRole('row')).not.toHaveCount(0);
  await page.getByRole('button', { name: 'Curves: view and export' }).click();
  const [csv] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('menuitem', { name: 'Save as CSV' }).click(),
  ]);
  expect(csv.suggestedFilename()).toBe('curves.csv');
});
