import { requirePermission } from '@/server/auth/require-permission';
import type { ClvRun } from '@/server/features/clv/schemas';
import type { ServiceContext } from '@/server/platform/context';
import { type KeptRisk, latestRisk } from './internal';
import { chanceTenths, topAtRisk } from './risk.ch';
import type { RiskRun, RiskState } from './schemas';

const TOP = 100;

/** How much may be lost within the horizon and with whom it lies, by the newest scoring; or why that is not known. */
export async function getRisk(ctx: ServiceContext): Promise<RiskState> {
  requirePermission(ctx, 'churn:read');
  const { clv, risk } = await latestRisk(ctx);
  if (!clv) return { state: 'no_run' };
  const reason = refusalOf(clv);
  if (reason !== undefined) return { state: 'refused', reason };
  if (!risk || risk.clvRun !== clv.id) return { state: 'scoring' };
  return { state: 'ready', run: await describe(ctx, risk) };
}

/** Why a value run tells nothing about leaving; undefined where it does. */
function refusalOf(run: ClvRun): string | undefined {
  const failed = run.gates.find(({ ok }) => !ok);
  if (failed)
    return `The value model needs ${failed.need} ${failed.gate.replaceAll('_', ' ')}; there are ${Math.floor(failed.have)}.`;
  if (!run.chosen || !run.forecast) return 'No model of purchases fits these data.';
  if (run.chosen === 'nbd') return 'The chosen model, NBD, finds no sign that customers leave, so none can be ranked.';
  return undefined;
}

async function describe(ctx: ServiceContext, { id, createdAt, clvRun, result }: KeptRisk): Promise<RiskRun> {
  const [tenths, [top]] = await Promise.all([
    ctx.ch.run(chanceTenths, { run: id }),
    ctx.ch.run(topAtRisk, { run: id, most: TOP }),
  ]);
  const chances = Array.from({ length: 10 }, (_, tenth) => {
    const row = tenths.find((one) => one.tenth === tenth);
    return { from: tenth / 10, customers: row?.customers ?? 0, atRisk: row?.at_risk ?? 0 };
  });
  const atRisk = chances.reduce((sum, one) => sum + one.atRisk, 0);
  return {
    ...result,
    id,
    createdAt,
    clvRunId: clvRun,
    topShare: atRisk > 0 ? (top?.at_risk ?? 0) / atRisk : null,
    chances,
  };
}
