import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';

const NOBODY = 65534;
const NAMESPACE = ['--user', '--map-user=1', '--map-group=1', '--'];

/** @typedef {{ code: number | null, output: string }} Finished */
/** @typedef {{ run(program: string, args: string[]): Promise<Finished>, own(folder: string): void }} Account */

/**
 * PostgreSQL refuses uid 0. As root it runs in a user namespace (works in a private home folder too), else as the
 * `nobody` account; an ordinary user runs it directly.
 * @param {string} native folder of the binaries
 * @param {string} dir folder the cluster lives in
 * @returns {Promise<Account>}
 */
export async function chooseAccount(native, dir) {
  const program = (name) => path.join(native, 'bin', name);
  if (process.getuid?.() !== 0) return { run: (name, args) => finish(program(name), args), own: () => {} };

  const inNamespace = (name, args) => finish('unshare', [...NAMESPACE, program(name), ...args]);
  if ((await inNamespace('postgres', ['--version'])).code === 0)
    return { run: inNamespace, own: (folder) => giveTo(folder, 0) };

  const ids = { uid: NOBODY, gid: NOBODY };
  const asNobody = (name, args) => finish(program(name), args, ids);
  giveTo(dir, NOBODY);
  const reaches = (await finish('test', ['-w', dir], ids)).code === 0;
  if (!reaches || (await asNobody('postgres', ['--version'])).code !== 0)
    throw new Error(
      'the embedded PostgreSQL cannot run as root here: allow user namespaces, or move the checkout out of a private home folder, or start as an ordinary user, or set DATABASE_URL',
    );
  return { run: asNobody, own: (folder) => giveTo(folder, NOBODY) };
}

/** @returns {Promise<Finished>} */
function finish(command, args, ids = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd: '/', stdio: ['ignore', 'pipe', 'pipe'], ...ids });
    let output = '';
    const collect = (chunk) => {
      output += chunk;
    };
    child.stdout.on('data', collect);
    child.stderr.on('data', collect);
    child.on('error', (error) => resolve({ code: null, output: String(error) }));
    child.on('close', (code) => resolve({ code, output }));
  });
}

// A cluster made in one way may be opened in the other after a move: everything below changes hands together.
function giveTo(folder, uid) {
  if (!fs.existsSync(folder) || fs.statSync(folder).uid === uid) return;
  for (const entry of fs.readdirSync(folder, { recursive: true })) fs.lchownSync(path.join(folder, entry), uid, uid);
  fs.chownSync(folder, uid, uid);
}
