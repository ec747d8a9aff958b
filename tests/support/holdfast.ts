import { execFile } from 'node:child_process';
import path from 'node:path';
import { environment, root } from '../../server/processes/up/settings.mjs';

export interface Ended {
  code: number;
  stdout: string;
  stderr: string;
}

/** Runs a command as its user does, on the stores of `dir`, which are started for it where none run. */
export function holdfast(dir: string, ...args: string[]): Promise<Ended> {
  const program = [path.join(root, 'server/processes/up/holdfast.mjs'), ...args];
  const options = { env: { ...environment, HOLDFAST_DIR: dir }, maxBuffer: 64e6 };
  return new Promise((resolve) => {
    execFile(process.execPath, program, options, (error, stdout, stderr) =>
      resolve({ code: error ? Number(error.code) : 0, stdout, stderr }),
    );
  });
}

/** The one object that a command prints; throws what it says where it fails. */
export async function holdfastJson<T>(dir: string, ...args: string[]): Promise<T> {
  const { code, stdout, stderr } = await holdfast(dir, ...args, '--json');
  if (code !== 0) throw new Error(`${args.join(' ')} ended with ${code}: ${stdout}${stderr}`);
  return JSON.parse(stdout) as T;
}
