import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** The folder of public data, which the repository does not carry. */
const folder = process.env.HOLDFAST_DATA ?? join(root, '../shared/data');

/** The path of a public data file, or null where the folder is absent: then the test reports itself skipped. */
export function dataPath(name: string): string | null {
  const path = join(folder, name);
  return existsSync(path) ? path : null;
}
