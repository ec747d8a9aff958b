import { meanMde, meansRegion, proportionMde, proportionPower, proportionsRegion } from '@/server/stats/experiments';
import type { CampaignPlan, Measurability } from '../schemas';

interface Sums {
  customers: number;
  y: number;
  yy: number;
  yyy: number;
  x: number;
  xx: number;
  xy: number;
}

const power = 0.8;
const shares = [0.1, 0.2, 0.3, 0.5];
const refused = (reason: string, have: number, need: number) => ({ ok: false as const, reason, have, need });

type Mde = Measurability['mde'];

interface Arms {
  nControl: number;
  nTreatment: number;
}

/** The smallest effect these arms would show 8 times in 10, were the last window to come again. */
function mdeAt(sums: Sums, plan: CampaignPlan, controlShare: number): Mde {
  const nControl = sums.customers * controlShare;
  const arms = { nControl, nTreatment: sums.customers - nControl };
  if (Math.min(arms.nControl, arms.nTreatment) < 2)
    return refused('too_few_customers', sums.customers, Math.ceil(2 / Math.min(controlShare, 1 - controlShare)));
  return plan.metric === 'net_revenue' ? meanMdeAt(sums, plan, arms) : shareMdeAt(sums, plan, arms);
}

function meanMdeAt(sums: Sums, { alpha }: CampaignPlan, arms: Arms): Mde {
  const mean = sums.y / sums.customers;
  const variance = (sums.yy - sums.customers * mean * mean) / (sums.customers - 1);
  if (!(variance > 0)) return refused('no_variation', 0, 1);
  // What the read-out would refuse is not promised here.
  const momentsOf = (n: number) => {
    const share = n / sums.customers;
    return { n, sum: sums.y * share, sumSquares: sums.yy * share, sumCubes: sums.yyy * share };
  };
  const region = meansRegion(momentsOf(arms.nControl), momentsOf(arms.nTreatment));
  if (!region.ok) return refused(region.reason, Math.floor(region.have), Math.ceil(region.need));
  const effect = meanMde({ sd: Math.sqrt(variance), ...arms }, { alpha, power });
  return Number.isFinite(effect) && effect < 1e15
    ? { ok: true, effect, formula: 'means, Guenther' }
    : refused('too_few_customers', sums.customers, Math.ceil(2 * sums.customers));
}

function shareMdeAt(sums: Sums, { alpha, better }: CampaignPlan, arms: Arms): Mde {
  const mean = sums.y / sums.customers;
  if (mean <= 0 || mean >= 1) return refused('no_variation', sums.y, 1);
  const found = proportionMde({ baseline: mean, ...arms }, { alpha, power }, 'unpooled');
  if (!found.ok) return refused(found.reason, Math.floor(found.have), Math.ceil(found.need));
  const sign = better === 'higher' ? 1 : -1;
  const region = sharesRegion(mean, mean + sign * found.mde, arms);
  if (region.ok) return { ok: true, effect: found.mde, formula: 'proportions, unpooled' };
  // Rare on both sides: an effect is only read once it brings the events that the test needs.
  const units = arms.nControl + arms.nTreatment;
  const events = (region.need * units) / Math.min(arms.nControl, arms.nTreatment);
  const effect = (events - units * mean) / arms.nTreatment;
  return sign === 1 && effect > found.mde && sharesRegion(mean, mean + effect, arms).ok
    ? { ok: true, effect, formula: `as many events as the test needs, ${region.need} an arm` }
    : refused(region.reason, Math.floor(region.have), region.need);
}

/** Whether shares of these sizes would be read: as in the read-out, on what is expected. */
const sharesRegion = (control: number, treatment: number, { nControl, nTreatment }: Arms) =>
  proportionsRegion(
    { n: nControl, successes: nControl * control },
    // A hair more, so that the effect that just brings enough is enough.
    { n: nTreatment, successes: Math.min(nTreatment, nTreatment * treatment + 1e-6) },
  );

/** Squared correlation of the metric with itself a window earlier: what CUPED would take out. */
function explainedShare({ customers, y, yy, x, xx, xy }: Sums): number {
  if (customers < 2) return 0;
  const vy = yy - (y * y) / customers;
  const vx = xx - (x * x) / customers;
  const cov = xy - (x * y) / customers;
  return vx > 0 && vy > 0 ? Math.min(1, (cov * cov) / (vx * vy)) : 0;
}

function powerCurve(
  sums: Sums,
  { metric, alpha, better }: CampaignPlan,
  mde: Mde,
  controlShare: number,
): Measurability['power'] {
  if (!mde.ok || metric === 'net_revenue') return [];
  const baseline = sums.y / sums.customers;
  const nControl = sums.customers * controlShare;
  const arms = { nControl, nTreatment: sums.customers - nControl };
  const sign = better === 'higher' ? 1 : -1;
  return Array.from({ length: 21 }, (_, i) => (mde.effect * i) / 10)
    .map((effect) => ({ effect, p2: baseline + sign * effect }))
    .filter(({ p2 }) => p2 > 0 && p2 < 1)
    .map(({ effect, p2 }) => ({
      effect,
      chance: sharesRegion(baseline, p2, arms).ok ? proportionPower({ p1: baseline, p2, ...arms }, alpha) : 0,
    }));
}

/** Whether an effect worth having would be seen: `yes`, `only_if_large`, or `no` when no effect would. */
export function judgeMeasurability(
  sums: Sums,
  { plan, controlShare }: { plan: CampaignPlan; controlShare: number },
): Omit<Measurability, 'from' | 'until'> {
  const mde = mdeAt(sums, plan, controlShare);
  const control = Math.round(sums.customers * controlShare);
  return {
    customers: sums.customers,
    arms: { control, treatment: sums.customers - control },
    baseline: sums.customers > 0 ? sums.y / sums.customers : 0,
    mde,
    answer: mde.ok ? (mde.effect <= plan.smallest ? 'yes' : 'only_if_large') : 'no',
    byControlShare: shares.map((share) => {
      const each = mdeAt(sums, plan, share);
      return { controlShare: share, effect: each.ok ? each.effect : null };
    }),
    power: powerCurve(sums, plan, mde, controlShare),
    explained: explainedShare(sums),
  };
}
