import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { environment, root } from '../../server/processes/up/settings.mjs';
import { startStack } from '../support/stack.mjs';
import { signInOverHttp } from '../support/sign-in';

export const title = 'npm start on a clean clone, as root in a private home and as an ordinary user';

const ACCOUNT = 'holdfast-show';
const SECOND_START_S = 15;

interface Account {
  name: string;
  ids: { uid?: number; gid?: number };
}

/** As root both kinds of user; otherwise the one who runs this. */
function accounts(): Account[] {
  if (process.getuid?.() !== 0) return [{ name: 'an ordinary user', ids: {} }];
  const id = (flag: string) => Number(execFileSync('id', [flag, ACCOUNT], { encoding: 'utf8', stdio: 'pipe' }));
  try {
    id('-u');
  } catch {
    execFileSync('useradd', ['--system', '--no-create-home', '--shell', '/usr/sbin/nologin', ACCOUNT]);
  }
  return [
    { name: 'root in a private home', ids: {} },
    { name: `the ordinary user ${ACCOUNT}`, ids: { uid: id('-u'), gid: id('-g') } },
  ];
}

/** A home folder that only this account may enter, with a clean clone of what is committed. */
function cloneInto(home: string, { ids }: Account): string {
  const checkout = path.join(home, 'holdfast');
  execFileSync('git', ['clone', '--quiet', '--no-hardlinks', root, checkout]);
  if (ids.uid !== undefined) execFileSync('chown', ['-R', `${ids.uid}:${ids.gid}`, home]);
  fs.chmodSync(home, 0o700);
  return checkout;
}

async function startAs(account: Account, say: (line: string) => void) {
  const home = fs.mkdtempSync(path.join(os.tmpdir(), 'holdfast-home-'));
  const checkout = cloneInto(home, account);
  const dir = path.join(checkout, '.holdfast');
  const start = () =>
    startStack({
      dir,
      checkout,
      ...account.ids,
      command: ['npm', 'start'],
      env: { HOME: home, PATH: environment.PATH ?? '' },
      withinSeconds: 900,
    });
  try {
    say(`${account.name}: installing, building and starting`);
    const first = await start();
    const page = await fetch(first.address);
    const signedIn = await signInOverHttp(first.address, path.join(dir, 'sample-sign-in.json'));
    const stopped = await first.stop();
    const second = await start();
    const again = await fetch(second.address);
    await second.stop();
    const holds = page.ok && again.ok && signedIn && stopped === 0 && second.seconds < SECOND_START_S;
    return {
      holds,
      figure: `${account.name}: first start ${first.seconds.toFixed(0)} s, / answers ${page.status}, signing in ${
        signedIn ? 'works' : 'FAILS'
      }, stop exits ${stopped}, second start ${second.seconds.toFixed(1)} s (limit ${SECOND_START_S} s)`,
    };
  } finally {
    fs.rmSync(home, { recursive: true, force: true });
  }
}

export async function run(say: (line: string) => void) {
  const shown = [];
  for (const account of accounts()) shown.push(await startAs(account, say));
  return { holds: shown.every(({ holds }) => holds), figure: shown.map(({ figure }) => figure).join('\n') };
}
