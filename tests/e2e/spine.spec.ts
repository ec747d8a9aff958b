import type { Page } from '@playwright/test';
import {
  peopleCsv,
  dayOf,
  drawTruth,
  outcomesCsv,
  type SpinePerson,
  spineOrdersCsv,
  spinePeople,
  type Truth,
} from '../support/spine-people';
import { importFile, untilShown } from './support/files';
import type { Mailbox } from './support/mailbox';
import { makeWorkspace, signUp, someone } from './support/people';
import { expect, test } from './support/test';

// The control of `npm run show -- spine.5`: outcomes that have nothing to do with the arms.
const isShuffled = process.env.SPINE_OUTCOMES === 'shuffled';
const dayMs = 86_400_000;
const segmentName = 'Bought twice or more';
const headline = (page: Page) => page.getByRole('heading', { level: 1 });

interface Chain {
  page: Page;
  mailbox: Mailbox;
  seed: number;
  name: string;
}

/** Signs up by the mail, makes a workspace and brings 2,000 people and their orders in, by the screens. */
async function bringIn({ page, mailbox, seed, name }: Chain) {
  const people = spinePeople(seed, 2_000, dayOf(Date.now()));
  await signUp(page, mailbox, someone(name));
  const slug = await makeWorkspace(page, `Spine ${seed} ${Date.now()}`);
  await importFile(page, slug, { name: 'people.csv', text: peopleCsv(people) }, { stream: 'customers' });
  await importFile(page, slug, { name: 'orders.csv', text: spineOrdersCsv(people) }, { stream: 'orders' });
  await untilShown(page, `/${slug}/customers`, '2,000 customers');
  return { slug, people };
}

/** The rule that a new segment begins with, bought at least twice, under a name. */
async function defineSegment(page: Page, slug: string, people: readonly SpinePerson[]): Promise<SpinePerson[]> {
  const members = people.filter(({ orders }) => orders.length >= 2);
  await page.goto(`/${slug}/segments`);
  await page.getByRole('link', { name: 'New segment' }).click();
  await expect(headline(page)).toContainText(`${members.length.toLocaleString('en-GB')} customers match`);
  await page.getByLabel('Name', { exact: true }).fill(segmentName);
  await page.keyboard.press('Control+s');
  await page.waitForURL(/\/segments\/[0-9a-f-]{36}$/);
  return members;
}

async function fitValueAndReadRisk(page: Page, slug: string): Promise<void> {
  await page.goto(`/${slug}/value`);
  await page.getByRole('button', { name: 'Fit the models' }).click();
  await page.getByRole('button', { name: 'Fit and test' }).click();
  await expect(page.getByRole('heading', { name: 'Models compared' })).toBeVisible({ timeout: 120_000 });
  await untilShown(page, `/${slug}/risk`, /may leave within/);
  await expect(headline(page)).toContainText('Customers who may leave within');
  const rows = page.getByRole('table', { name: 'Customers at risk' }).getByRole('link');
  await expect(rows.first()).toBeVisible();
}

/** Builds a campaign on the segment with 20 % control and a window of one day, seals it, and waits until all are contacted. */
async function launch(page: Page, slug: string, campaign: string): Promise<void> {
  await page.goto(`/${slug}/campaigns`);
  await page.getByRole('link', { name: 'New campaign' }).click();
  await page.getByLabel('Name', { exact: true }).fill(campaign);
  await page.getByLabel('Audience').selectOption({ label: await optionOf(page, segmentName) });
  await expect(page.getByLabel('Control, per cent')).toHaveValue('20');
  await page.getByLabel('Window, days').fill('1');
  await page.getByLabel('Subject').fill(`${campaign}: we miss you, {{name|friend}}`);
  await page.getByLabel('Text', { exact: true }).fill('Dear {{name|friend}},\n\ncome back to us.');
  await expect(page.getByRole('heading', { name: 'Can this be measured?' })).toBeVisible();
  await page.getByRole('button', { name: 'Seal and launch' }).click();
  await page.waitForURL(/\/campaigns\/[0-9a-f-]{36}$/);
  await expect(headline(page)).toContainText('0 of 1 day is in', { timeout: 60_000 });
}

const optionOf = async (page: Page, name: string): Promise<string> =>
  (await page.getByLabel('Audience').locator('option', { hasText: name }).textContent()) ?? '';

/** Both arms as the page's own file has them. */
async function readArms(page: Page): Promise<{ control: string[]; treatment: string[] }> {
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'Assignment as CSV' }).click(),
  ]);
  const text = (await (await file.createReadStream()).setEncoding('utf8').toArray()).join('') as string;
  const rows = text.trim().split('\r\n').slice(1);
  const of = (arm: string) => rows.map((row) => row.split(',')).flatMap(([id, its]) => (its === arm && id ? [id] : []));
  return { control: of('control'), treatment: of('treatment') };
}

/** Treatment has one mail each, control none; who is who comes from the mail server and from the page's file. */
async function contactedArms(chain: Chain, members: readonly SpinePerson[], campaign: string) {
  const { page, mailbox } = chain;
  const arms = await readArms(page);
  const emailOf = new Map(members.map(({ id, email }) => [id, email]));
  const due = arms.treatment.map((id) => emailOf.get(id) ?? id).toSorted();
  const subject = new RegExp(`^${campaign}: we miss you`);
  await expect(async () => {
    expect(mailbox.receivers(subject).length).toBeGreaterThanOrEqual(due.length);
  }).toPass({ timeout: 120_000 });
  expect(mailbox.receivers(subject).toSorted()).toEqual(due);
  const reached = new Set(mailbox.receivers(subject));
  expect(arms.control.filter((id) => reached.has(emailOf.get(id) ?? ''))).toEqual([]);
  expect([...arms.control, ...arms.treatment].toSorted()).toEqual(members.map(({ id }) => id).toSorted());
  const sent = page.getByRole('definition').and(page.locator('dt:text-is("Sent") + dd'));
  await expect(sent).toHaveText(due.length.toLocaleString('en-GB'), { timeout: 60_000 });
  return arms;
}

/** Brings in what happened in the day after contact, and reads the verdict. */
async function readVerdict(page: Page, slug: string, { name, text }: { name: string; text: string }): Promise<string> {
  const address = page.url();
  await importFile(page, slug, { name, text }, { stream: 'orders' });
  await untilShown(page, address, /(Works|Harms|No difference that matters|Too small to tell|Invalid)$/);
  return (await headline(page).innerText()).replaceAll('\u00a0', ' ').replaceAll('\u2212', '-');
}

const numbersOf = (sentence: string): { low: number; high: number } => {
  const [, low = '', high = ''] = /interval (-?[\d.]+) to (-?[\d.]+)/.exec(sentence) ?? [];
  expect(low, sentence).not.toBe('');
  return { low: Number(low) / 100, high: Number(high) / 100 };
};

async function runChain(chain: Chain, truth: Truth, members: readonly SpinePerson[], slug: string) {
  const { page, seed } = chain;
  const campaign = `Come back ${seed}`;
  await launch(page, slug, campaign);
  // The window is the day from now on; orders of tomorrow lie in it, and with them records are known up to its end.
  const day = dayOf(Date.now() + dayMs);
  const arms = await contactedArms(chain, members, campaign);
  const text = outcomesCsv(arms, { truth, seed, day, isShuffled });
  return readVerdict(page, slug, { name: `outcomes-${seed}.csv`, text });
}

test('a customer file in, a measured campaign out: the verdict covers the effect that the seed drew', async ({
  page,
  mailbox,
}) => {
  test.setTimeout(600_000);
  const chain: Chain = { page, mailbox, seed: 501, name: 'Spike Spine' };
  const { slug, people } = await bringIn(chain);
  const members = await defineSegment(page, slug, people);

  await page.goto(`/${slug}/cohorts`);
  await expect(page.locator('[data-cell]').first()).toBeVisible();
  await expect(headline(page)).not.toContainText('Nobody');
  await fitValueAndReadRisk(page, slug);

  const truth = drawTruth(chain.seed, { hasEffect: true });
  const sentence = await runChain(chain, truth, members, slug);
  await expect(page.getByText('Works', { exact: true })).toBeVisible();
  expect(sentence).toContain('raised the share that ordered within 1 day by');
  const { low, high } = numbersOf(sentence);
  expect(low).toBeLessThanOrEqual(truth.effect);
  expect(high).toBeGreaterThanOrEqual(truth.effect);

  // The figure of the answer opens where it came from, and the file has all its digits.
  await page
    .getByRole('button', { name: /points$/ })
    .first()
    .click();
  await expect(page.getByRole('dialog')).toContainText('treatment minus control');
  await page.keyboard.press('Escape');
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'CSV', exact: true }).click(),
  ]);
  expect(file.suggestedFilename()).toBe('contrasts.csv');
});

test('the same with no effect does not say works', async ({ page, mailbox }) => {
  test.setTimeout(600_000);
  const chain: Chain = { page, mailbox, seed: 502, name: 'Nora Nothing' };
  const { slug, people } = await bringIn(chain);
  const members = await defineSegment(page, slug, people);
  const truth = drawTruth(chain.seed, { hasEffect: false });
  const sentence = await runChain(chain, truth, members, slug);
  await expect(page.getByText('Works', { exact: true })).toHaveCount(0);
  await expect(page.getByText('Harms', { exact: true })).toHaveCount(0);
  const { low, high } = numbersOf(sentence);
  expect(low).toBeLessThanOrEqual(0);
  expect(high).toBeGreaterThanOrEqual(0);
});
