import { dayOf, peopleCsv, spineOrdersCsv, spinePeople } from '../support/spine-people';
import { importFile, untilShown } from './support/files';
import { faultsOf } from './support/looks';
import { makeWorkspace, signUp, someone } from './support/people';
import { expect, test } from './support/test';

const subject = 'Come by again';

test('a draft is tried, launched, paused, resumed and stopped, and who leaves is left alone', async ({
  page,
  mailbox,
}) => {
  test.setTimeout(300_000);
  const owner = someone('Carl Campaign');
  await signUp(page, mailbox, owner);
  const slug = await makeWorkspace(page, `Campaigns ${Date.now()}`);
  const people = spinePeople(77, 150, dayOf(Date.now()));
  await importFile(page, slug, { name: 'people.csv', text: peopleCsv(people) }, { stream: 'customers' });
  await importFile(page, slug, { name: 'orders.csv', text: spineOrdersCsv(people) }, { stream: 'orders' });
  await untilShown(page, `/${slug}/customers`, '150 customers');
  const headline = page.getByRole('heading', { level: 1 });

  // A draft: the answer follows what is typed, the preview shows a customer's own name, a field nobody has is named.
  await page.goto(`/${slug}/campaigns/new`);
  await page.getByLabel('Name', { exact: true }).fill('Autumn');
  await page.getByLabel('Subject').fill(subject);
  await page.getByLabel('Text', { exact: true }).fill('Dear {{nickname}}');
  await expect(page.getByText('No customer has a field nickname')).toBeVisible();
  await page.getByLabel('Text', { exact: true }).fill('Dear {{name|friend}},\n\ncome by.');
  await expect(page.getByText(/^Dear Person \d+,/)).toBeVisible();
  await expect(headline).toContainText('with 150 customers');
  await page.getByRole('button', { name: 'Save draft' }).click();
  await page.waitForURL(/\/campaigns\/[0-9a-f-]{36}$/);
  await page.getByRole('button', { name: 'Test send' }).click();
  await expect(page.getByText(`A test is on its way to ${owner.email}.`)).toBeVisible();
  expect((await mailbox.find(owner.email, /^Test: Come by again/)).text).toContain('Dear Carl Campaign');
  expect(await faultsOf(page)).toEqual([]);

  await page.getByRole('button', { name: 'Seal and launch' }).click();
  await expect(headline).toContainText('The window is not finished', { timeout: 60_000 });
  await expect(page.getByText('Every send has an answer')).toBeVisible();
  await expect(page.getByText('all 150 customers')).toBeVisible();
  expect(await faultsOf(page)).toEqual([]);
  await page.getByRole('button', { name: 'Pause' }).click();
  await page.getByRole('button', { name: 'Resume' }).click();
  await expect(page.getByRole('button', { name: 'Pause' })).toBeVisible();
  await page.getByRole('button', { name: 'Stop' }).click();
  await expect(page.getByRole('button', { name: 'Stop' })).toHaveCount(0);

  // The link of a message: opening it changes nothing, the button does.
  const [receiver = ''] = mailbox.receivers(/^Come by again/);
  const { text } = await mailbox.find(receiver, /^Come by again/);
  const link = /https?:\/\/\S+\/unsubscribe\/\S+/.exec(text)?.[0] ?? '';
  await page.goto(link);
  await expect(headline).toContainText('Unsubscribe from');
  expect(await faultsOf(page)).toEqual([]);
  await page.getByRole('button', { name: 'Unsubscribe' }).click();
  await expect(headline).toHaveText('You are unsubscribed');

  await page.goto(`/${slug}/campaigns`);
  await expect(headline).toContainText('1 campaign has ended');
  await expect(page.getByText('0 of 14 days are in')).toBeVisible();
  expect(await faultsOf(page)).toEqual([]);
});
