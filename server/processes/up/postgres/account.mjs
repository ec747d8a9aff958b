import fs from 'node:fs';
import path from 'node:path';
import { runProgram } from '../run-program.mjs';
import { StartError } from '../start-error.mjs';

const NOBODY = 65534;
// The server must not inherit a working folder that its account cannot enter.
const run = (command, args, ids = {}) => runProgram(command, args, { cwd: '/', ...ids });
const NAMESPACE = ['--user', '--map-user=1', '--map-group=1', '--'];

/** @typedef {{ run(program: string, args: string[]): ReturnType<typeof runProgram>, own(folder: string): void }} Account */

/**
 * PostgreSQL refuses uid 0. As root it runs in a user namespace (works in a private home folder too), else as the
 * `nobody` account; an ordinary user runs it directly.
 * @param {string} native folder of the binaries
 * @param {string} dir folder the cluster lives in
 * @returns {Promise<Account>}
 */
export async function chooseAccount(native, dir) {
  const program = (name) => path.join(native, 'bin', name);
  if (process.getuid?.() !== 0) return { run: (name, args) => run(program(name), args), own: () => {} };

  const inNamespace = (name, args) => run('unshare', [...NAMESPACE, program(name), ...args]);
  if ((await inNamespace('postgres', ['--version'])).code === 0)
    return { run: inNamespace, own: (folder) => giveTo(folder, 0) };

  const ids = { uid: NOBODY, gid: NOBODY };
  const asNobody = (name, args) => run(program(name), args, ids);
  giveTo(dir, NOBODY);
  const reaches = (await run('test', ['-w', dir], ids)).code === 0;
  if (!reaches || (await asNobody('postgres', ['--version'])).code !== 0)
    throw new StartError(
      'the embedded PostgreSQL cannot run as root here: allow user namespaces, or move the checkout out of a private home folder, or start as an ordinary user, or set DATABASE_URL',
    );
  return { run: asNobody, own: (folder) => giveTo(folder, NOBODY) };
}

// A cluster made in one way may be opened in the other after a move: everything below changes hands together.
function giveTo(place, uid) {
  const stat = fs.statSync(place);
  if (stat.uid === uid) return;
  if (stat.isDirectory())
    for (const entry of fs.readdirSync(place, { recursive: true })) fs.lchownSync(path.join(place, entry), uid, uid);
  fs.chownSync(place, uid, uid);
}
