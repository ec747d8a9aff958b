import { checkText, isLongerThan } from './check-text';
import { maxDepth, maxKeyBytes } from './limits';
import { refuse } from './refusal';

/**
 * Checks a parsed JSON value: depth, length of keys, finite numbers, storable text. `depth` is that of the value itself;
 * `isPlain` says that its text was written without escapes, so that all of it can be stored.
 */
export function checkValue(field: string, value: unknown, depth: number, isPlain: boolean): void {
  if (typeof value === 'string') {
    if (!isPlain) checkText(field, value);
  } else if (typeof value === 'number') {
    if (!Number.isFinite(value)) refuse(field, 'holds a number that is not finite');
  } else if (typeof value === 'object' && value !== null) checkContainer(field, value, depth, isPlain);
}

function checkContainer(field: string, container: object, depth: number, isPlain: boolean): void {
  if (depth > maxDepth) refuse(field, `is nested deeper than ${maxDepth} levels`);
  if (Array.isArray(container)) {
    for (const item of container) checkValue(field, item, depth + 1, isPlain);
    return;
  }
  for (const key in container) {
    if (isLongerThan(key, maxKeyBytes)) refuse(field, `has a key longer than ${maxKeyBytes} bytes`);
    if (!isPlain) checkText(field, key);
    checkValue(field, (container as Record<string, unknown>)[key], depth + 1, isPlain);
  }
}

/** An object of properties or traits that was checked; empty where there is none. */
export function bagOf(field: string, value: unknown): Record<string, unknown> {
  if (value === undefined || value === null) return {};
  return isRecord(value) ? value : refuse(field, 'must be an object');
}

export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
