import { describe, expect, it } from 'vitest';
import { btydModels, expectedPurchasesAll, type FittedModel, pAliveAll, totalOver } from '@/server/stats/btyd';
import golden from '../../../golden/cdnow-sample.json';
import { dataPath } from '../../../support/data-path';
import { readPurchaseLog } from '../../../support/purchase-log';

const file = dataPath('cdnow-sample.csv');
const published = {
  nbd: { params: [0.38477, 12.072], logLik: -9763.65761, predicted: 2929.82, mae: 1.041 },
  bgnbd: {
    params: golden['sample BG/NBD r,alpha,a,b'],
    logLik: golden['sample BG/NBD LL'],
    predicted: golden['sample BG/NBD holdout 39w pred vs actual'][0] ?? 0,
    mae: golden['sample BG/NBD corr,MAE,RMSE of holdout'][1] ?? 0,
  },
  mbgnbd: {
    params: golden['sample MBG/NBD r,alpha,a,b'],
    logLik: golden['sample MBG/NBD LL'],
    predicted: 1576.73,
    mae: 0.7648,
  },
  paretonbd: {
    params: golden['sample Pareto/NBD r,alpha,s,beta'],
    logLik: golden['sample Pareto/NBD LL'],
    predicted: golden['sample Pareto/NBD holdout pred'],
    mae: golden['sample Pareto/NBD corr,MAE,RMSE'][1] ?? 0,
  },
} as const;

function fitted(name: keyof typeof published, stats: Parameters<(typeof btydModels)['nbd']['fit']>[0]): FittedModel {
  const fit = btydModels[name].fit(stats);
  if (!fit.ok) throw new Error(`${name} refused: ${fit.reason}`);
  return fit;
}

describe.skipIf(file === null)('CDNOW sample, calibration to 1997-09-30, 39 weeks of holdout', () => {
  const log = readPurchaseLog(file ?? '', { customer: 1, date: 2 }, '1997-09-30', '1998-06-30');
  const counts = log.laterWeeks.map((weeks) => weeks.length);

  it('has 2,357 customers and 1,882 holdout purchases', () => {
    expect(counts.length).toBe(2357);
    expect(counts.reduce((a, b) => a + b, 0)).toBe(golden['sample totals'].hold_trans);
  });

  it.each(Object.keys(published) as (keyof typeof published)[])('%s: parameters, likelihood, holdout', (name) => {
    const model = btydModels[name];
    const truth = published[name];
    const fit = fitted(name, log.grouped);
    expect(Math.abs(fit.logLik - truth.logLik)).toBeLessThan(1e-4);
    truth.params.forEach((value, i) => expect(fit.params[i] ?? 0).toBeCloseTo(value, 4));
    const total = totalOver(log.grouped, expectedPurchasesAll(model, fit.params, log.grouped, 39));
    expect(Math.abs(total - truth.predicted)).toBeLessThan(0.006);
    const each = expectedPurchasesAll(model, fit.params, log.histories, 39);
    const mae = counts.reduce((sum, count, i) => sum + Math.abs((each[i] ?? 0) - count), 0) / counts.length;
    expect(mae).toBeCloseTo(truth.mae, 4);
  });

  it('P(alive), E[X(t)] and the first customers as published', () => {
    const bg = fitted('bgnbd', log.grouped).params;
    const pareto = fitted('paretonbd', log.grouped).params;
    const alive = (name: 'bgnbd' | 'paretonbd', params: readonly number[]) =>
      totalOver(log.grouped, pAliveAll(btydModels[name], params, log.grouped));
    expect(alive('bgnbd', bg)).toBeCloseTo(golden['sample BG/NBD sum P(alive)'], 3);
    expect(alive('paretonbd', pareto)).toBeCloseTo(golden['sample Pareto/NBD sum P(alive)'], 2);
    [1, 13, 26, 39, 78].forEach((t, i) =>
      expect(btydModels.bgnbd.expectedByTime(bg, t)).toBeCloseTo(
        golden['sample BG E[X(t)] at t=1,13,26,39,78'][i] ?? 0,
        5,
      ),
    );
    for (const row of golden['sample first5 customers: id,x,tx,T,palive_bg,ce39_bg,palive_pn,ce39_pn,E[M]']) {
      const [, x = 0, tx = 0, T = 0, bgAlive = 0, bgMean = 0, paretoAlive = 0, paretoMean = 0] = row;
      const history = { x, tx, T };
      expect(btydModels.bgnbd.pAlive(bg, history)).toBeCloseTo(bgAlive, 5);
      expect(btydModels.bgnbd.expectedPurchases(bg, history, 39)).toBeCloseTo(bgMean, 5);
      expect(btydModels.paretonbd.pAlive(pareto, history)).toBeCloseTo(paretoAlive, 5);
      expect(btydModels.paretonbd.expectedPurchases(pareto, history, 39)).toBeCloseTo(paretoMean, 5);
    }
  });
});

const grocery = dataPath('grocery.csv');
describe.skipIf(grocery === null)('grocery log to 2006-12-31 (BTYDplus)', () => {
  it('BG/NBD .3486459 2.5816714 .5038455 3.6443862, LL −15836.56623', () => {
    const { grouped } = readPurchaseLog(grocery ?? '', { customer: 0, date: 1 }, '2006-12-31', '2007-12-31');
    const fit = fitted('bgnbd', grouped);
    expect(fit.logLik).toBeCloseTo(-15836.56623, 4);
    [0.3486459, 2.5816714, 0.5038455, 3.6443862].forEach((v, i) => expect(fit.params[i] ?? 0).toBeCloseTo(v, 5));
  });
});
