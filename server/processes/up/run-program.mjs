import { spawn } from 'node:child_process';

const running = new Set();

/**
 * Runs a program to its end. `stream` shows its output on standard error as it comes, and keeps it too.
 * @param {string} command
 * @param {string[]} args
 * @param {import('node:child_process').SpawnOptions & { stream?: boolean }} options
 * @returns {Promise<{ code: number | null, stdout: string, output: string }>} `output` is both streams; code null: it could not run
 */
export function runProgram(command, args, { stream = false, ...options } = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'], ...options });
    running.add(child);
    let stdout = '';
    let output = '';
    const collect = (chunk) => {
      output += chunk;
      if (stream) process.stderr.write(chunk);
    };
    child.stdout.setEncoding('utf8').on('data', (chunk) => {
      stdout += chunk;
      collect(chunk);
    });
    child.stderr.setEncoding('utf8').on('data', collect);
    const end = (code) => {
      running.delete(child);
      resolve({ code, stdout, output });
    };
    child.on('error', (error) => {
      output += String(error);
      end(null);
    });
    child.on('close', end);
  });
}

/** Ends what `runProgram` still runs. */
export function endPrograms() {
  for (const child of running) child.kill('SIGTERM');
}

/** The line in which a program gave its reason: the message of a crash or a failed query, else its last one. */
export function reasonIn(output) {
  const lines = output.trim().split('\n');
  return lines.find((line) => /^\w*Error\b.*: |^Failed query: /.test(line)) ?? lines.at(-1) ?? '';
}
