import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { root } from '../../server/processes/up/settings.mjs';

/**
 * Imports a TypeScript module of the tree into plain Node.
 * @param {string} file path from the root of the checkout
 */
export async function importTypeScript(file) {
  const outfile = path.join(root, 'dist', 'run', `${file.replaceAll(/[^\w.]/g, '-')}.mjs`);
  const options = { bundle: true, packages: 'external', platform: 'node', format: 'esm', target: 'node20' };
  await build({
    ...options,
    absWorkingDir: root,
    entryPoints: [file],
    outfile,
    sourcemap: 'inline',
    logLevel: 'warning',
  });
  return import(pathToFileURL(outfile).href);
}
