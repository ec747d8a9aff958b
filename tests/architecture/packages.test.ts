import fs from 'node:fs';
import { expect, test } from 'vitest';
import floors from './advisories.json';
import scripts from './install-scripts.json';

interface Lock {
  packages: Record<string, { version?: string; hasInstallScript?: boolean }>;
}
const lock = JSON.parse(fs.readFileSync('package-lock.json', 'utf8')) as Lock;
const npmrc = fs.readFileSync('.npmrc', 'utf8').split('\n');
const nameOf = (place: string) => place.slice(place.lastIndexOf('node_modules/') + 'node_modules/'.length);

/** Packages below their floor, wherever in the tree they sit; a floor without a package is one too. */
function belowFloor({ packages }: Lock): string[] {
  return Object.entries(floors).flatMap(([name, floor]) => {
    const copies = Object.entries(packages).filter(([place]) => nameOf(place) === name && place !== '');
    if (copies.length === 0) return [`${name} is not installed`];
    return copies
      .filter(([, { version = '0' }]) => compare(version, floor) < 0)
      .map(([place, { version }]) => `${place} is ${version}, the floor is ${floor}`);
  });
}

// A pre-release counts as its release: the packaged Postgres carries the server's version with one.
function compare(a: string, b: string): number {
  const [left = [], right = []] = [a, b].map((text) => text.split('-')[0]?.split('.').map(Number));
  const at = [0, 1, 2].find((i) => left[i] !== right[i]);
  return at === undefined ? 0 : (left[at] ?? 0) - (right[at] ?? 0);
}

test('no package is below the floor that its advisories set', () => {
  expect(belowFloor(lock)).toEqual([]);
});

test('a planted old copy, nested or not, and a missing package are found', () => {
  const planted = structuredClone(lock);
  planted.packages['node_modules/x/node_modules/nodemailer'] = { version: '8.9.9' };
  delete planted.packages['node_modules/next'];
  expect(belowFloor(planted)).toEqual([
    'next is not installed',
    'node_modules/x/node_modules/nodemailer is 8.9.9, the floor is 9.1.0',
  ]);
});

test('install scripts are off, and every package that has one is named with what stands in for it', () => {
  expect(npmrc).toContain('ignore-scripts=true');
  const withScript = Object.entries(lock.packages).filter(([, { hasInstallScript }]) => hasInstallScript);
  expect([...new Set(withScript.map(([place]) => nameOf(place)))].sort()).toEqual(Object.keys(scripts).sort());
});

test('versions are exact and the lockfile names no download address', () => {
  const { dependencies, devDependencies, optionalDependencies } = JSON.parse(fs.readFileSync('package.json', 'utf8'));
  const ranges = Object.entries({ ...dependencies, ...devDependencies, ...optionalDependencies });
  expect(ranges.filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(String(version)))).toEqual([]);
  expect(npmrc).toEqual(expect.arrayContaining(['save-exact=true', 'omit-lockfile-registry-resolved=true']));
  expect(JSON.stringify(lock)).not.toContain('"resolved"');
});
