import { requireRange } from '../answer';

export interface SequentialInterval {
  readonly ciLow: number;
  readonly ciHigh: number;
  /** Always valid: the smallest over all looks is still a p value. In (0, 1]. */
  readonly p: number;
}

export interface SequentialInput {
  /** Difference (or relative lift) so far and its standard error. */
  readonly difference: number;
  readonly standardError: number;
  /** Units so far, both arms. */
  readonly units: number;
  /** Units at which the interval is to be tightest; fixed in the sealed plan. */
  readonly plannedUnits: number;
  readonly alpha: number;
}

/**
 * An interval that may be looked at after every unit: the asymptotic confidence sequence for a difference.
 * Inputs: SequentialInput. Returns an interval that holds the true difference at all looks together with probability
 * 1 − α, and the always-valid p. Assumes independent units and a near-normal mean from the first look on
 * (sequentialRegion). Wider than a fixed-horizon interval: by about half at plannedUnits.
 * Fails: RangeError on inputs that cannot be. Numerics: the e-value in logs.
 * Source: Waudby-Smith, Arbour, Sinha, Kennedy, Ramdas (2021), eq. 24, ρ of eq. 43.
 * Checked against: gbstats and hillstrom.json.
 */
export function sequentialInterval(input: SequentialInput): SequentialInterval {
  const { difference, standardError, units, plannedUnits, alpha } = input;
  requireRange(alpha > 0 && alpha < 1, 'α lies between 0 and 1');
  requireRange(units >= 1 && plannedUnits >= 1 && standardError > 0, 'needs units, a plan and a standard error');
  const logAlpha = -2 * Math.log(alpha);
  const rhoSquared = (logAlpha + Math.log(logAlpha + 1)) / plannedUnits;
  const information = units * rhoSquared + 1;
  const half =
    standardError * Math.sqrt((2 * information * Math.log(Math.sqrt(information) / alpha)) / (units * rhoSquared));
  const z = difference / standardError;
  const logEvidence = (z * z * units * rhoSquared) / (2 * information) - 0.5 * Math.log(information);
  return { ciLow: difference - half, ciHigh: difference + half, p: Math.min(1, Math.exp(-logEvidence)) };
}
