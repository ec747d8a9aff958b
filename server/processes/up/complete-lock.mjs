import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { root } from './settings.mjs';

// npm leaves out of the lockfile the optional binaries of platforms that the registry it asked does not carry, and
// `npm ci` elsewhere then refuses the lockfile ("Missing: … from lock file").

const SYSTEMS = ['android', 'darwin', 'freebsd', 'linux', 'netbsd', 'openbsd', 'openharmony', 'sunos', 'aix', 'win32'];
const PROCESSORS = ['arm64', 'arm', 'x64', 'ia32', 'riscv64', 'ppc64', 's390x', 'loong64', 'mips64el', 'wasm32'];
const LIBRARIES = { musl: 'musl', gnu: 'glibc' };

/**
 * Adds the optional platform packages that a lockfile names but does not hold, without a checksum, since nothing was
 * downloaded. Changes `lock` and returns what was added; a second call adds nothing.
 * @param {{ packages: Record<string, object> }} lock
 * @returns {string[]} name@version
 */
export function completeLock(lock) {
  const added = [];
  for (const [place, parent] of Object.entries({ ...lock.packages })) {
    for (const [name, version] of Object.entries(parent.optionalDependencies ?? {})) {
      const nested = `${place ? `${place}/` : ''}node_modules/${name}`;
      const top = `node_modules/${name}`;
      const platform = platformOf(name);
      if (!platform || !/^\d/.test(version) || lock.packages[nested] || lock.packages[top]) continue;
      lock.packages[top] = { version, ...(parent.dev ? { dev: true } : {}), optional: true, ...platform };
      added.push(`${name}@${version}`);
    }
  }
  lock.packages = Object.fromEntries(Object.entries(lock.packages).sort(([a], [b]) => (a < b ? -1 : 1)));
  return added;
}

function platformOf(name) {
  const words = name.split(/[-/]/);
  const os = SYSTEMS.find((word) => words.includes(word));
  const cpu = PROCESSORS.find((word) => words.includes(word));
  if (!os && !cpu) return undefined;
  const library = Object.keys(LIBRARIES).find((word) => os === 'linux' && words.includes(word));
  return {
    ...(os ? { os: [os] } : {}),
    ...(cpu ? { cpu: [cpu] } : {}),
    ...(library ? { libc: [LIBRARIES[library]] } : {}),
  };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const file = path.join(root, 'package-lock.json');
  const lock = JSON.parse(fs.readFileSync(file, 'utf8'));
  const added = completeLock(lock);
  if (added.length > 0) fs.writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
  process.stdout.write(added.length > 0 ? `added ${added.length}: ${added.join(' ')}\n` : 'complete\n');
}
