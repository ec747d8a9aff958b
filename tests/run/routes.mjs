import fs from 'node:fs';
import path from 'node:path';
import { root } from '../../server/processes/up/settings.mjs';

/**
 * Addresses of every page of app/, groups left out: `/sign-in`, `/[workspace]/customers/[id]`.
 * @returns {string[]}
 */
export function listRoutes(folder = path.join(root, 'app')) {
  return fs
    .readdirSync(folder, { recursive: true })
    .filter((file) => path.basename(file) === 'page.tsx')
    .map((file) => path.dirname(file).split(path.sep))
    .map((parts) => `/${parts.filter((part) => part !== '.' && !/^\(.*\)$/.test(part)).join('/')}`)
    .sort();
}

/**
 * A real address of a route: its parameters filled from the addresses that pages link to, never with a page of its own
 * such as `new`.
 * @param {string} route
 * @param {string} workspace slug
 * @param {Iterable<string>} linked paths seen in links so far
 * @returns {string | undefined} undefined when nothing links to such a page
 */
export function addressOf(route, workspace, linked) {
  const filled = route.replace('[workspace]', workspace);
  if (!filled.includes('[')) return filled;
  const pattern = new RegExp(`^${filled.replaceAll(/\[\.\.\.[^\]]+\]/g, '.+').replaceAll(/\[[^\]]+\]/g, '[^/]+')}$`);
  const own = new Set(listRoutes().map((other) => other.replace('[workspace]', workspace)));
  return [...linked].find((address) => pattern.test(address) && !own.has(address));
}
