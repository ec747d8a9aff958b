import fs from 'node:fs';
import { z } from 'zod';
import { AppError } from '@/server/platform/errors';
import { type KeyRing, keyFileIn, parseKeys } from '@/server/platform/keys';
import type { Rng } from '@/server/platform/rng';

const keyFile = z.looseObject({ current: z.string(), keys: z.record(z.string(), z.string()) });

/**
 * Adds a key to the key file in `dir` and makes it the current one, in one step on disk. Undefined when the keys come
 * from HOLDFAST_KEYS: then the operator adds the key there. Throws `conflict` when the file holds other keys.
 */
export function addKeyToFile(ring: KeyRing, rng: Rng, dir: string): KeyRing | undefined {
  const file = keyFileIn(dir);
  if (!fs.existsSync(file)) return undefined;
  const value = keyFile.parse(JSON.parse(fs.readFileSync(file, 'utf8')));
  const inFile = parseKeys(JSON.stringify(value));
  if (inFile.sessionSecret !== ring.sessionSecret) return undefined;
  if (inFile.current !== ring.current)
    throw new AppError('conflict', 'The key file was changed by someone else just now. Run the command again.');
  const id = nextId([...inFile.keys.keys()]);
  const next = { ...value, current: id, keys: { ...value.keys, [id]: rng.bytes(32).toString('base64') } };
  const draft = `${file}.${process.pid}.draft`;
  const descriptor = fs.openSync(draft, 'w', 0o600);
  fs.writeSync(descriptor, `${JSON.stringify(next, null, 2)}\n`);
  // A secret sealed with a key that a crash took away would be lost for good.
  fs.fsyncSync(descriptor);
  fs.closeSync(descriptor);
  fs.renameSync(draft, file);
  return parseKeys(JSON.stringify(next));
}

function nextId(taken: string[]): string {
  const numbers = taken.map((id) => Number(/^k(\d+)$/.exec(id)?.[1] ?? 0));
  return `k${Math.max(0, ...numbers) + 1}`;
}
