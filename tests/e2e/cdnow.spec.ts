import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { dataPath } from '../support/data-path';
import { runCommand } from './support/command';
import { importFile, untilShown } from './support/files';
import { makeWorkspace, signUp, someone } from './support/people';
import { expect, test } from './support/test';

const file = dataPath('cdnow-sample.csv');

interface Cell {
  period: number;
  value: number;
  customers: number;
  complete: boolean;
}
interface Cohorts {
  cohorts: { start: string; size: number; cells: Cell[] }[];
}

/** Every cell of the grid that is open, by cohort and period, as it is written. */
async function cellsOf(page: Page): Promise<Record<string, string>> {
  await expect(page.locator('[data-cell]').first()).toBeVisible();
  return page
    .locator('[data-cell]')
    .evaluateAll((cells) =>
      Object.fromEntries(
        cells.map((cell) => [cell.getAttribute('data-cell') ?? '', cell.firstChild?.textContent?.trim() ?? '']),
      ),
    );
}

const expectedCells = (found: Cohorts, write: (cell: Cell) => string): Record<string, string> =>
  Object.fromEntries(
    found.cohorts.flatMap(({ start, cells }) => cells.map((cell) => [`${start}/${cell.period}`, write(cell)] as const)),
  );

/** Shares begin after the period of entering, where every one is 100 %. */
const afterEntering = ({ cohorts }: Cohorts): Cohorts => ({
  cohorts: cohorts.map((cohort) => ({ ...cohort, cells: cohort.cells.filter(({ period }) => period > 0) })),
});

interface Candidate {
  model: string;
  params: Record<string, number>;
  logLik: number;
  holdout: { predicted: number; actual: number };
}

const golden = JSON.parse(readFileSync(path.resolve('tests/golden/cdnow-sample.json'), 'utf8')) as Record<
  string,
  number[] | number
>;
const models = { 'BG/NBD': 'bgnbd', 'Pareto/NBD': 'paretonbd' };

/** Fits by the page's own form and reads every model's line: as published, and as the command line says. */
async function fitAndRead(page: Page, slug: string): Promise<void> {
  await page.goto(`/${slug}/value`);
  await page.getByRole('button', { name: 'Fit the models' }).click();
  await page.getByLabel('Fitted up to').fill('1997-09-30');
  await page.getByLabel('Tested up to').fill('1998-06-30');
  await page.getByRole('button', { name: 'Fit and test' }).click();
  await expect(page.getByRole('heading', { name: 'Models compared' })).toBeVisible({ timeout: 60_000 });
  const line = (model: RegExp) => page.getByRole('row').filter({ has: page.getByRole('rowheader', { name: model }) });
  await expect(line(/^BG\/NBD/)).toContainText('1,653.41');
  await expect(line(/^Pareto\/NBD/)).toContainText('1,665.51');

  const days = ['--calibrate-until', '1997-09-30', '--holdout-until', '1998-06-30'];
  const { candidates } = await runCommand<{ candidates: Candidate[] }>('clv', 'fit', slug, ...days);
  for (const [name, id] of Object.entries(models)) {
    const row = line(new RegExp(`^${name}`));
    const [known] = Object.entries(golden).flatMap(([key, value]) =>
      key.startsWith(`sample ${name} r,alpha`) && Array.isArray(value) ? [value] : [],
    );
    const found = candidates.find(({ model }) => model === id);
    expect(known).toHaveLength(4);
    expect(Object.values(found?.params ?? {}).map((value) => value.toFixed(3))).toEqual(
      known?.map((value) => value.toFixed(3)),
    );
    for (const value of Object.values(found?.params ?? {})) await expect(row).toContainText(value.toFixed(4));
    const logLik = golden[`sample ${name} LL`];
    await expect(row).toContainText(written(Number(logLik)));
    await expect(row).toContainText(written(found?.holdout.predicted ?? Number.NaN));
    await expect(row).toContainText('1,882');
  }
}

/** A number with two decimals as pages write it. */
const written = (value: number): string =>
  value.toLocaleString('en-GB', { minimumFractionDigits: 2, maximumFractionDigits: 2 }).replace('-', '\u2212');

const measured = file === null ? test.skip : test;

measured(
  'CDNOW by the screens: stored rows, cohorts and value are those of the command line',
  async ({ page, mailbox }) => {
    test.setTimeout(300_000);
    await signUp(page, mailbox, someone('Cora Cdnow'));
    const slug = await makeWorkspace(page, `Cdnow ${Date.now()}`);
    await importFile(
      page,
      slug,
      { name: 'cdnow-sample.csv', text: readFileSync(file ?? '') },
      { stream: 'orders', map: { customer_id: 'sample_id', ordered_at: 'date' } },
    );
    await expect(page.getByText('6,919 rows: 6,919 stored', { exact: true })).toBeVisible();
    await untilShown(page, `/${slug}/customers`, '2,357 customers');
    await expect(page.getByRole('heading', { level: 1 })).toContainText('of them bought more than once');

    const customers = await runCommand<Cohorts>('cohorts', slug, '--by', 'month', '--measure', 'customers');
    await page.goto(`/${slug}/cohorts?measure=customers`);
    expect(await cellsOf(page)).toEqual(expectedCells(customers, ({ value }) => value.toLocaleString('en-GB')));
    const retained = await runCommand<Cohorts>('cohorts', slug, '--by', 'month');
    expect(retained.cohorts.map(({ start, size }) => [start, size])).toEqual([
      ['1997-01-01', 781],
      ['1997-02-01', 857],
      ['1997-03-01', 719],
    ]);
    await page.goto(`/${slug}/cohorts`);
    expect(await cellsOf(page)).toEqual(
      expectedCells(afterEntering(retained), ({ value }) => (value * 100).toFixed(1)),
    );

    await fitAndRead(page, slug);

    // The same file again adds nothing.
    await importFile(
      page,
      slug,
      { name: 'cdnow-again.csv', text: readFileSync(file ?? '') },
      { stream: 'orders', map: { customer_id: 'sample_id', ordered_at: 'date' } },
    );
    await expect(page.getByText('6,919 rows: 0 stored, 6,919 seen before', { exact: true })).toBeVisible();
  },
);
