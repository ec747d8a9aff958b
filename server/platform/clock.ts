/** Time as an argument: verbs and jobs read the clock of their context, tests hand in a fixed one. */
export interface Clock {
  nowMs(): number;
}

export const systemClock: Clock = { nowMs: () => Date.now() };

export function fixedClock(iso: string): Clock & { advanceMs(ms: number): void } {
  let now = Date.parse(iso);
  if (Number.isNaN(now)) throw new RangeError(`not an ISO time: ${iso}`);
  return {
    nowMs: () => now,
    advanceMs: (ms) => {
      now += ms;
    },
  };
}

export const dateOf = (clock: Clock): Date => new Date(clock.nowMs());
