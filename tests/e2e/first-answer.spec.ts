import { importFile, untilShown } from './support/files';
import { countOrders, orderCsv, orderLines } from './support/orders';
import { makeWorkspace, signUp, someone } from './support/people';
import { expect, test } from './support/test';

test('from signing up to the first answers, by the screens alone', async ({ page, mailbox }) => {
  test.setTimeout(180_000);
  await signUp(page, mailbox, someone('Fay First'));
  const slug = await makeWorkspace(page, `First ${Date.now()}`);
  const headline = page.getByRole('heading', { level: 1 });

  // Nothing is there: every page says so and leads to the one thing to do.
  await expect(headline).toHaveText('Nothing has arrived yet. The first answer is one file away.');
  await expect(page.getByText('1 of 4 done', { exact: true })).toBeVisible();
  await page.goto(`/${slug}/customers`);
  await expect(headline).toContainText('Nobody is here yet');
  await page.getByRole('link', { name: 'Bring in a file' }).click();
  await page.waitForURL(`**/${slug}/data`);
  await expect(headline).toContainText('Nothing has arrived yet');

  const lines = orderLines();
  const counts = countOrders(lines);
  const repeat = [...counts.values()].filter((count) => count > 1).length;
  await importFile(
    page,
    slug,
    { name: 'orders.csv', text: `${orderCsv(lines)}\n,2026-03-01,9.00` },
    { stream: 'orders', map: { customer_id: 'client', ordered_at: 'bought_on', amount: 'paid' } },
  );
  await expect(
    page.getByText(`${lines.length + 1} rows: ${lines.length} stored, 1 rejected`, { exact: true }),
  ).toBeVisible();
  await page.reload();
  await expect(page.getByText(`${lines.length + 1} rows: ${lines.length} stored, 1 rejected`)).toBeVisible();
  const rejected = page.getByRole('link', { name: 'Rejected rows with reasons' });
  const [download] = await Promise.all([page.waitForEvent('download'), rejected.click()]);
  expect(download.suggestedFilename()).toBe('rejected-rows.csv');

  // Customers: the answer, the rows, a search that stays in the address, the file of it.
  await untilShown(page, `/${slug}/customers`, `${counts.size} customers`);
  await expect(headline).toContainText(`${repeat} of them bought more than once`);
  await page.getByLabel('Name, e-mail or id').fill('c0042');
  await expect(page.getByRole('link', { name: 'c0042' })).toBeVisible();
  await expect(page.getByRole('link', { name: /^c0/ })).toHaveCount(1);
  await expect(page).toHaveURL(/q=c0042/);
  const [csv] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: 'CSV' }).click()]);
  const text = await (await csv.createReadStream()).setEncoding('utf8').toArray();
  expect(text.join('').trim().split('\r\n')).toHaveLength(2);

  // One customer.
  await page.getByRole('link', { name: 'c0042' }).click();
  await page.waitForURL(/\/customers\/[0-9a-f-]{36}$/);
  await expect(headline).toContainText('c0042 has bought');
  await expect(page.getByRole('heading', { name: 'Timeline' })).toBeVisible();
  await expect(page.getByText('Order', { exact: true })).toHaveCount(counts.get('c0042') ?? 0);

  // Home has its answers now.
  await page.goto(`/${slug}`);
  await expect(headline).not.toContainText('Nothing has arrived');
  await expect(page.getByText(`${counts.size} customers have arrived.`).or(page.getByText('Do next'))).toBeVisible();
});

test('a list of many is paged as it is scrolled, sorted by the server and filtered', async ({ page, mailbox }) => {
  test.setTimeout(120_000);
  await signUp(page, mailbox, someone('Lena List'));
  const slug = await makeWorkspace(page, `List ${Date.now()}`);
  const people = Array.from({ length: 450 }, (_, index) => {
    const no = String(index + 1).padStart(3, '0');
    return `p${no},Person ${no},${index % 3 === 0 ? 'GB' : 'DE'},2026-01-05`;
  });
  await importFile(
    page,
    slug,
    { name: 'people.csv', text: ['id,name,country,created_at', ...people].join('\n') },
    { stream: 'customers' },
  );
  await untilShown(page, `/${slug}/customers`, '450 customers');
  await page.getByRole('button', { name: 'Customer', exact: true }).click();
  await expect(page).toHaveURL(/sort=name\.asc/);
  const table = page.getByRole('table', { name: 'Customers' });
  await expect(table.getByRole('link').first()).toHaveText('Person 001');
  const last = table.getByRole('link', { name: 'Person 450' });
  await expect(async () => {
    await table.evaluate((element) => element.parentElement?.scrollTo(0, 1e6));
    await expect(last).toBeVisible({ timeout: 1_000 });
  }).toPass();

  await page.getByRole('button', { name: 'Filter' }).click();
  await page.getByRole('combobox', { name: 'Country' }).selectOption('GB');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('button', { name: /^Country GB/ })).toBeVisible();
  await expect(table).toHaveAttribute('aria-rowcount', '150');
  await page.reload();
  await expect(table).toHaveAttribute('aria-rowcount', '150');
});
