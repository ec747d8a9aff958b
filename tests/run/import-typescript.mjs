import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { root } from '../../server/processes/up/settings.mjs';

// Our .mjs files run as they are, and know their place in the tree: they stay outside the bundle.
const plainModules = {
  name: 'plain modules stay outside',
  setup({ onResolve }) {
    onResolve({ filter: /^(\.|@\/).*\.mjs$/ }, ({ path: asked, resolveDir }) => {
      const file = asked.startsWith('@/') ? path.join(root, asked.slice(2)) : path.resolve(resolveDir, asked);
      return { path: pathToFileURL(file).href, external: true };
    });
  },
};

/**
 * Imports a TypeScript module of the tree into plain Node.
 * @param {string} file path from the root of the checkout
 */
export async function importTypeScript(file) {
  const outfile = path.join(root, 'dist', 'run', `${file.replaceAll(/[^\w.]/g, '-')}.mjs`);
  await build({
    absWorkingDir: root,
    entryPoints: [file],
    outfile,
    bundle: true,
    packages: 'external',
    plugins: [plainModules],
    platform: 'node',
    format: 'esm',
    target: 'node20',
    sourcemap: 'inline',
    logLevel: 'warning',
  });
  return import(pathToFileURL(outfile).href);
}
