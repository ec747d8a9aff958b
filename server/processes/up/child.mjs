import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { environment, root } from './settings.mjs';

const LONGEST_PAUSE_MS = 10_000;
const STEADY_MS = 30_000;
const GRACE_MS = 15_000;
const ANSWER_MS = 2_000;
// What any program needs to run here; everything else a process gets by name.
const AMBIENT = ['PATH', 'HOME', 'LANG', 'TMPDIR', 'NODE_OPTIONS', 'NODE_EXTRA_CA_CERTS'];

/** The variables of the machine, and `own` where it has a value. */
export function environmentFor(own) {
  const all = {
    ...Object.fromEntries(AMBIENT.map((name) => [name, environment[name]])),
    NODE_ENV: 'production',
    ...own,
  };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
}

/**
 * One process of ours, started again with a growing pause whenever it ends by itself. It gets a group of its own, so
 * that Ctrl-C reaches only the launcher, which stops all in order; it ends by itself when its standard input closes.
 */
export class Child {
  restarts = 0;
  #process;
  #stopping = false;
  #pause = 0;

  /**
   * @param {{ name: string, env: Record<string, string | undefined>, say: (line: string) => void,
   *   onStart: (pid: number) => void, args?: string[], quiet?: boolean, metrics?: boolean }} options
   *   `args` after `node`, dist/<name>.js by default; `quiet` keeps its standard output off the screen;
   *   `metrics`: it answers the question for metrics
   */
  constructor(options) {
    this.options = { args: [path.join(root, 'dist', `${options.name}.js`)], ...options };
    this.name = options.name;
  }

  start() {
    const { args, env, quiet, onStart } = this.options;
    const startedAt = performance.now();
    const child = spawn(process.execPath, args, {
      cwd: root,
      env: environmentFor({ HOLDFAST_PARENT: '1', ...env }),
      stdio: ['pipe', quiet ? 'pipe' : 'inherit', 'inherit', 'ipc'],
      detached: true,
    });
    child.stdin.on('error', () => {}); // the process may be gone first
    child.stdout?.resume();
    child.on('exit', (code, signal) => this.#ended(signal ?? `code ${code}`, performance.now() - startedAt));
    this.#process = child;
    onStart(child.pid);
    return this;
  }

  get running() {
    return this.#process?.exitCode === null && this.#process.signalCode === null;
  }

  /** Prometheus text of the process; empty when it has none, is down or slow. */
  async metrics() {
    const child = this.#process;
    if (!this.options.metrics || !this.running || !child.connected) return '';
    const answer = once(child, 'message', { signal: AbortSignal.timeout(ANSWER_MS) });
    child.send('metrics', () => {}); // a process that ends meanwhile is one that does not answer
    return answer.then(
      ([message]) => String(message?.metrics ?? ''),
      () => '',
    );
  }

  /** First line that the process writes on standard output, or undefined when it ends without one. */
  firstLine() {
    const child = this.#process;
    return new Promise((resolve) => {
      let text = '';
      child.on('exit', () => resolve(undefined));
      child.stdout.on('data', (chunk) => {
        text += chunk;
        if (text.includes('\n')) resolve(text.slice(0, text.indexOf('\n')));
      });
    });
  }

  /** SIGTERM, and SIGKILL when it has not ended after its grace. */
  async stop() {
    this.#stopping = true;
    const child = this.#process;
    if (!this.running) return;
    const gone = new Promise((resolve) => child.on('exit', resolve));
    child.kill('SIGTERM');
    const late = setTimeout(() => child.kill('SIGKILL'), GRACE_MS);
    await gone;
    clearTimeout(late);
  }

  async #ended(how, livedMs) {
    if (this.#stopping) return;
    this.#pause = livedMs > STEADY_MS ? 0 : Math.min(LONGEST_PAUSE_MS, Math.max(200, this.#pause * 2));
    this.options.say(`${this.name} ended (${how}), starting it again in ${(this.#pause / 1000).toFixed(1)} s`);
    await sleep(this.#pause);
    if (this.#stopping) return;
    this.restarts += 1;
    this.start();
  }
}
