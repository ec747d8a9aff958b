import { setTimeout as sleep } from 'node:timers/promises';

const leastMs = 400;

/** Answers no sooner than after 400 ms, so that how long the work took does not tell what it found. */
export async function inEvenTime<T>(work: () => Promise<T>): Promise<T> {
  const [result] = await Promise.all([work(), sleep(leastMs)]);
  return result;
}
