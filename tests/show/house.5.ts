import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { chromium, type Page } from '@playwright/test';
import { Database } from '@/server/platform/database';
import golden from '../golden/cdnow-sample.json';
import { measured, referenceGrid } from '../integration/cohorts/reference';
import { dataPath } from '../support/data-path';
import { runHoldfast } from '../support/holdfast-command';
import { startStack } from '../support/stack.mjs';
import { ensureChromium } from '../run/chromium.mjs';

export const title =
  'CDNOW by the commands and on the pages: stored once, cohorts by hand, published fits and back-test';

const measures = ['retained', 'revenue', 'revenue_per_customer', 'orders', 'customers'] as const;
const days = ['--calibrate-until', '1997-09-30', '--holdout-until', '1998-06-30'];

interface Imported {
  stored: number;
  duplicate: number;
}
interface Made {
  id: string;
  slug: string;
}
interface Grid {
  cohorts: {
    start: string;
    size: number;
    cells: { period: number; value: number; customers: number; complete: boolean }[];
  }[];
}
interface Fit {
  candidates: {
    model: string;
    params: Record<string, number>;
    logLik: number;
    holdout: { predicted: number; actual: number };
  }[];
}

/** Cells that differ between the command and a plain query over the record, of all cells compared. */
async function compareGrids(
  dir: string,
  workspace: Made,
  systemUrl: string,
): Promise<{ cells: number; wrong: number }> {
  const db = new Database(systemUrl, { max: 2, name: 'holdfast show' });
  const scope = {
    db,
    workspace: { ...workspace, no: 0, name: '', count: 'people' as const, currency: 'USD', timezone: 'UTC' },
  };
  const spec = { by: 'month', start: 'first_order', return: 'order', criteria: 'on' } as const;
  let [cells, wrong] = [0, 0];
  try {
    const plain = await referenceGrid(scope, spec, '1998-06-30');
    for (const measure of measures) {
      const { cohorts } = await runHoldfast<Grid>(dir, 'cohorts', 'cdnow', '--by', 'month', '--measure', measure);
      const found = new Map(
        cohorts.flatMap(({ start, cells: row }) => row.map((cell) => [`${start}/${cell.period}`, cell])),
      );
      for (const want of measured(plain, measure)) {
        const cell = found.get(`${want.start}/${want.period}`);
        const isSame =
          cell?.value === want.value && cell.customers === want.customers && cell.complete === want.complete;
        cells += 1;
        wrong += isSame ? 0 : 1;
      }
      wrong += Math.abs(found.size - plain.length);
    }
  } finally {
    await db.close();
  }
  return { cells, wrong };
}

const published = {
  bgnbd: { params: golden['sample BG/NBD r,alpha,a,b'], logLik: golden['sample BG/NBD LL'], predicted: 1_653.41 },
  paretonbd: {
    params: golden['sample Pareto/NBD r,alpha,s,beta'],
    logLik: golden['sample Pareto/NBD LL'],
    predicted: 1_665.51,
  },
};

/** Parameters within 0.1 %, log-likelihood within 0.001, the back-test to the hundredth. */
function matches({ candidates }: Fit): boolean {
  return Object.entries(published).every(([model, want]) => {
    const found = candidates.find((candidate) => candidate.model === model);
    const params = Object.values(found?.params ?? {});
    return (
      found !== undefined &&
      want.params.every((value, i) => Math.abs((params[i] ?? 0) / value - 1) < 1e-3) &&
      Math.abs(found.logLik - want.logLik) < 1e-3 &&
      found.holdout.actual === 1_882 &&
      found.holdout.predicted.toFixed(2) === want.predicted.toFixed(2)
    );
  });
}

async function signIn(page: Page, address: string, file: string): Promise<void> {
  const { email, password } = JSON.parse(fs.readFileSync(file, 'utf8')) as { email: string; password: string };
  await page.goto(`${address}/sign-in`);
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.waitForURL((url) => !url.pathname.startsWith('/sign-in'));
}

/** The figures of the commands that the pages show, read in a browser by somebody who signed in. */
async function readPages(address: string, dir: string, say: (line: string) => void): Promise<string[]> {
  const executablePath = await ensureChromium(say);
  if (!executablePath) throw new Error('no Chromium could be found or installed, set CHROMIUM_PATH');
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
  try {
    const page = await browser.newPage({ locale: 'en-GB' });
    await signIn(page, address, path.join(dir, 'sample-sign-in.json'));
    await page.goto(`${address}/cdnow/value`);
    const line = (name: RegExp) => page.getByRole('row').filter({ has: page.getByRole('rowheader', { name }) });
    const value = await Promise.all([/^BG\/NBD/, /^Pareto\/NBD/].map((name) => line(name).innerText()));
    await page.goto(`${address}/cdnow/cohorts?measure=customers`);
    await page.locator('[data-cell]').first().waitFor();
    const cell = (at: string) => page.locator(`[data-cell="${at}"]`).innerText();
    const cohorts = [await cell('1997-01-01/0'), await cell('1997-02-01/0'), await cell('1997-03-01/0')];
    const read = (text: string, figure: string) => (text.includes(figure) ? [] : [`${figure} is not on the page`]);
    return [
      ...read(value[0] ?? '', '1,653.41'),
      ...read(value[1] ?? '', '1,665.51'),
      ...value.flatMap((text) => read(text, '1,882')),
      ...['781', '857', '719'].flatMap((size, i) => read(cohorts[i] ?? '', size)),
    ];
  } finally {
    await browser.close();
  }
}

export async function run(say: (line: string) => void) {
  const file = dataPath('cdnow-sample.csv');
  if (file === null) return { holds: false, figure: 'cdnow-sample.csv is not there: set HOLDFAST_DATA' };
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'holdfast-cdnow-'));
  const stack = await startStack({ dir, env: { SMTP_URL: '' } });
  try {
    const made = await runHoldfast<Made>(dir, 'workspace', 'create', 'cdnow', '--count', 'people');
    const columns = ['--map', 'customer_id=sample_id', '--map', 'ordered_at=date'];
    const first = await runHoldfast<Imported>(dir, 'import', 'cdnow', 'orders', file, ...columns);
    const again = await runHoldfast<Imported>(dir, 'import', 'cdnow', 'orders', file, ...columns);
    say(`import: ${first.stored} stored; again: ${again.stored} stored, ${again.duplicate} duplicate`);
    const grids = await compareGrids(dir, made, stack.run().addresses.DATABASE_SYSTEM_URL ?? '');
    say(`cohorts: ${grids.cells} cells of ${measures.length} measures compared, ${grids.wrong} wrong`);
    const fit = await runHoldfast<Fit>(dir, 'clv', 'fit', 'cdnow', ...days);
    const missing = await readPages(stack.address, dir, say);
    for (const fault of missing) say(fault);
    const models = Object.keys(published).map((model) => {
      const { logLik, holdout } = fit.candidates.find((candidate) => candidate.model === model) ?? {};
      return `${model} log-likelihood ${logLik?.toFixed(5)}, ${holdout?.predicted.toFixed(2)} of ${holdout?.actual}`;
    });
    const holds =
      first.stored === 6_919 && again.stored === 0 && grids.wrong === 0 && matches(fit) && missing.length === 0;
    return {
      holds,
      figure: `${first.stored} stored, ${again.stored} again; ${grids.cells} cells, ${grids.wrong} wrong; ${models.join('; ')}; pages ${missing.length === 0 ? 'agree' : 'DIFFER'}`,
    };
  } finally {
    await stack.stop();
    fs.rmSync(dir, { recursive: true, force: true });
  }
}
