import fs from 'node:fs';
import path from 'node:path';
import type { Stores } from '../stores';
import { type Check, look } from './check';

const leastFreeBytes = 2e9;

/** Disk and keys. */
export async function checkMachine(stores: Stores): Promise<Check[]> {
  const dir = path.resolve(stores.env().HOLDFAST_DIR);
  return [
    await look('disk', `Free some space where ${dir} is: a full disk stops the record.`, async () => {
      const { bavail, bsize } = await fs.promises.statfs(dir);
      const free = bavail * bsize;
      return { ok: free >= leastFreeBytes, detail: `${(free / 1e9).toFixed(1)} GB free at ${dir}` };
    }),
    await look(
      'keys',
      'Restore the key file from a backup: secrets sealed with a lost key cannot be read.',
      async () => {
        const keys = stores.keys();
        return {
          ok: keys.keys.has(keys.current),
          detail: `${keys.keys.size} keys, ${keys.current} is the current one`,
        };
      },
    ),
    await look('private files', 'Take the rights of others away: chmod 600 keys.json passwords.json.', async () => {
      const open = ['keys.json', 'passwords.json', 'sample-sign-in.json', 'outbox.json']
        .map((name) => path.join(dir, name))
        .filter((file) => fs.existsSync(file) && (fs.statSync(file).mode & 0o077) !== 0);
      return {
        ok: open.length === 0,
        detail: open.length === 0 ? 'for this user only' : `readable by others: ${open}`,
      };
    }),
  ];
}
