import { importFile, untilShown } from './support/files';
import { makeWorkspace, signUp, someone } from './support/people';
import { expect, test } from './support/test';

/** 30 customers: one in three from GB; the first ten bought three times, the next ten once, the rest never. */
const people = Array.from({ length: 30 }, (_, at) => `p${at},Person ${at},${at % 3 === 0 ? 'GB' : 'DE'}`);
const orders = Array.from({ length: 20 }, (_, at) =>
  (at < 10 ? ['2026-01-05', '2026-02-05', '2026-02-20'] : ['2026-02-10']).map((day) => `p${at},${day},20.00`),
).flat();

test('a segment is written, counted, saved, used and taken back, by the screens alone', async ({ page, mailbox }) => {
  test.setTimeout(240_000);
  await signUp(page, mailbox, someone('Sue Segment'));
  const slug = await makeWorkspace(page, `Segments ${Date.now()}`);
  const headline = page.getByRole('heading', { level: 1 });
  await page.goto(`/${slug}/segments`);
  await expect(headline).toContainText('No rule is saved yet');
  await importFile(
    page,
    slug,
    { name: 'people.csv', text: ['id,name,country', ...people].join('\n') },
    { stream: 'customers' },
  );
  await importFile(
    page,
    slug,
    { name: 'orders.csv', text: ['customer_id,ordered_at,amount', ...orders].join('\n') },
    { stream: 'orders' },
  );
  await untilShown(page, `/${slug}/customers`, '20 bought');

  // Bought at least twice, then: and from GB.
  await page.goto(`/${slug}/segments`);
  await page.getByRole('link', { name: 'New segment' }).click();
  await expect(headline).toContainText('10 customers match');
  await expect(page.getByText('In words: ordered at least 2 times.')).toBeVisible();
  await page.getByRole('button', { name: 'Condition', exact: true }).click();
  await expect(page.getByRole('status')).toContainText('lacks its value');
  await page.getByLabel('Value', { exact: true }).fill('GB');
  await expect(headline).toContainText('4 customers match');
  await page.getByLabel('Name', { exact: true }).fill('Loyal in Britain');
  await page.keyboard.press('Control+s');
  await page.waitForURL(/\/segments\/[0-9a-f-]{36}$/);
  await expect(headline).toContainText('4 customers match');
  await expect(page.getByRole('link', { name: 'Person 0', exact: true })).toBeVisible();
  const [csv] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: 'CSV' }).click()]);
  const text = (await (await csv.createReadStream()).setEncoding('utf8').toArray()).join('');
  expect(text.trim().split('\r\n')).toHaveLength(5);

  // A negation, by the keyboard: not from GB leaves six.
  await page.getByLabel('not').nth(1).focus();
  await page.keyboard.press('Space');
  await expect(headline).toContainText('6 customers match');
  await page.getByRole('button', { name: 'Update segment' }).click();
  await expect(page.getByText('Updated the segment.')).toBeVisible();

  // Where it is used: the list of customers, a customer.
  await page.goto(`/${slug}/customers?segment=Loyal%20in%20Britain`);
  await expect(headline).toContainText('6 customers are in this segment');
  await page.getByRole('link', { name: 'Person 1', exact: true }).click();
  await expect(page.getByRole('link', { name: 'Loyal in Britain' })).toBeVisible();

  // Archived, and back.
  await page.goto(`/${slug}/segments`);
  await page.getByRole('button', { name: 'Actions for Loyal in Britain' }).click();
  await page.getByRole('menuitem', { name: 'Archive' }).click();
  await expect(headline).toContainText('No rule is saved yet');
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(headline).toContainText('“Loyal in Britain” holds 6 customers');
});

test('a cell of the grid becomes a segment: by its drawer, by the key, and by the headline’s trace', async ({
  page,
  mailbox,
}) => {
  test.setTimeout(150_000);
  await signUp(page, mailbox, someone('Cora Cohort'));
  const slug = await makeWorkspace(page, `Cells ${Date.now()}`);
  const headline = page.getByRole('heading', { level: 1 });
  // 90 customers enter in January, of whom 60 come back in February; 90 in February, of whom 15 come back in March.
  const rows = Array.from({ length: 90 }, (_, at) => [
    `j${at},2026-01-10,10.00`,
    `f${at},2026-02-10,10.00`,
    ...(at < 60 ? [`j${at},2026-02-12,10.00`] : []),
    ...(at < 15 ? [`f${at},2026-03-12,10.00`] : []),
  ]).flat();
  // March is over: both cohorts have a finished first month to be compared in.
  rows.push('late,2026-03-31,10.00');
  await importFile(
    page,
    slug,
    { name: 'orders.csv', text: ['customer_id,ordered_at,amount', ...rows].join('\n') },
    { stream: 'orders' },
  );
  await untilShown(page, `/${slug}/cohorts`, '181 customers in 3 cohorts');

  // The drawer of a cell: who came back, and who did not.
  await page.locator('[data-cell="2026-01-01/1"]').click();
  const drawer = page.getByRole('dialog');
  await expect(drawer.getByText('60 of 90')).toBeVisible();
  await drawer.getByText('Did not 30').click();
  await drawer.getByRole('link', { name: 'Save as segment' }).click();
  await expect(headline).toContainText('30 customers match');
  await page.getByLabel('Name', { exact: true }).fill('January, not again');
  await page.getByRole('button', { name: 'Save segment' }).click();
  await page.waitForURL(/\/segments\/[0-9a-f-]{36}$/);
  await expect(headline).toContainText('30 customers match');

  // The key on a cell.
  await page.goto(`/${slug}/cohorts`);
  await page.locator('[data-cell="2026-02-01/1"]').focus();
  await page.keyboard.press('s');
  await page.waitForURL(/\/segments\/new/);
  await expect(headline).toContainText('15 customers match');

  // The headline's figure: its customers, and their segment.
  await page.goto(`/${slug}/cohorts`);
  await expect(headline).toContainText('points less');
  await headline.getByRole('button').first().click({ timeout: 10_000 });
  const trace = page.getByRole('dialog');
  await expect(trace.getByText('Customers behind it')).toBeVisible();
  await trace.getByRole('link', { name: 'Save as segment' }).click();
  await page.waitForURL(/\/segments\/new/);
  await expect(headline).toContainText('15 customers match');
});
