import { spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import postgres from 'postgres';
import { environment, root } from '../../../server/processes/up/settings.mjs';
import { runHoldfast } from '../../support/holdfast-command';
import { startStack } from '../../support/stack.mjs';
import { Importer } from './importer';
import { family, peakMemoryMb } from './memory';
import { type OrderFile, writeOrderFile } from './order-file';

interface LargeImport {
  file: OrderFile;
  /** Counts of the report. */
  received: number;
  stored: number;
  duplicate: number;
  rejected: number;
  seconds: number;
  /** Most memory resident, MB: of the process that reads the file, and of others by name. */
  peakMb: number;
  others: Record<string, number>;
}

type Stack = Awaited<ReturnType<typeof startStack>>;

interface Stage {
  dir: string;
  stack: Stack;
  file: OrderFile;
}

/** A stack with one large file beside it. */
async function withLargeFile<T>(rows: number, use: (stage: Stage) => Promise<T>): Promise<T> {
  const home = fs.mkdtempSync(path.join(os.tmpdir(), 'holdfast-large-'));
  fs.chmodSync(home, 0o711);
  const dir = path.join(home, 'state');
  const file = await writeOrderFile(path.join(home, 'orders.csv'), { rows, seed: 7 });
  const stack = await startStack({ dir, env: { LOG_LEVEL: 'fatal', SMTP_URL: '' }, withinSeconds: 900 });
  try {
    return await use({ dir, stack, file });
  } finally {
    await stack.stop();
    fs.rmSync(home, { recursive: true, force: true });
  }
}

/** By the screen's way: web takes the bytes, the worker reads them. Its peak is kept by the kernel until it ends. */
async function importByScreen({ dir, stack, file }: Stage): Promise<LargeImport> {
  await runHoldfast(dir, 'workspace', 'create', 'by-screen');
  const importer = await Importer.signIn(stack.address, 'by-screen', dir);
  const startedMs = performance.now();
  const id = await importer.upload(file.path);
  await importer.start(id);
  const { received, stored, duplicate, rejected } = await importer.untilEnded(id);
  const seconds = (performance.now() - startedMs) / 1_000;
  const { worker = 0, ...rest } = stack.run().processes;
  const others = Object.entries(rest).map(([name, pid]) => [name, peakMemoryMb(pid) ?? 0] as const);
  const counts = { received, stored, duplicate, rejected };
  return { file, ...counts, seconds, peakMb: peakMemoryMb(worker) ?? Infinity, others: Object.fromEntries(others) };
}

/** By the command line, until the records are visible: the command reads the file itself. */
async function importByCommand({ dir, stack, file }: Stage): Promise<LargeImport> {
  await runHoldfast(dir, 'workspace', 'create', 'by-command');
  const program = path.join(root, 'server/processes/up/holdfast.mjs');
  const child = spawn(process.execPath, [program, 'import', 'by-command', 'orders', file.path, '--json'], {
    env: { ...environment, HOLDFAST_DIR: dir },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const peaks = new Map<number, number>();
  const watch = setInterval(() => {
    for (const pid of family(child.pid ?? 0)) peaks.set(pid, Math.max(peaks.get(pid) ?? 0, peakMemoryMb(pid) ?? 0));
  }, 100);
  let text = '';
  child.stdout.setEncoding('utf8').on('data', (part: string) => {
    text += part;
  });
  const [code] = (await once(child, 'close')) as [number];
  clearInterval(watch);
  if (code !== 0) throw new Error(`the command ended with ${code}: ${text}`);
  const { received, stored, duplicate, rejected, seconds } = JSON.parse(text) as LargeImport;
  const ordered = [...peaks.values()].toSorted((a, b) => b - a);
  const running = Object.entries(stack.run().processes).map(([name, pid]) => [name, peakMemoryMb(pid) ?? 0] as const);
  const others = Object.fromEntries([...ordered.slice(1).map((mb) => ['launcher', mb] as const), ...running]);
  return { file, received, stored, duplicate, rejected, seconds, peakMb: ordered[0] ?? Infinity, others };
}

/** Seconds that COPY takes for the same file into a table of text columns with the columns of the file. */
async function secondsOfCopy({ stack, file }: Pick<Stage, 'stack' | 'file'>): Promise<number> {
  const sql = postgres(stack.run().addresses.DATABASE_URL ?? '', { max: 1, onnotice: () => {} });
  try {
    const [header = ''] = (await firstLine(file.path)).split('\n');
    const columns = header.split(',').map((name) => `"${name}" text`);
    await sql.unsafe(`create temporary table copied (${columns.join(', ')})`);
    const startedMs = performance.now();
    const into = await sql.unsafe('copy copied from stdin (format csv, header true)').writable();
    await new Promise((resolve, reject) => {
      fs.createReadStream(file.path).on('error', reject).pipe(into).on('finish', resolve).on('error', reject);
    });
    return (performance.now() - startedMs) / 1_000;
  } finally {
    await sql.end();
  }
}

async function firstLine(file: string): Promise<string> {
  const handle = await fs.promises.open(file);
  const { buffer, bytesRead } = await handle.read(new Uint8Array(4_096), 0, 4_096, 0);
  await handle.close();
  return new TextDecoder().decode(buffer.subarray(0, bytesRead));
}

/** What is not as it should be with a large import. */
function largeFaults(found: LargeImport, mostMb: number): string[] {
  const { file, received, stored, duplicate, rejected, peakMb } = found;
  const isWhole =
    received === file.rows &&
    stored === file.stored &&
    duplicate === file.duplicate &&
    rejected === file.rejected &&
    stored + duplicate + rejected === received;
  return [
    ...(isWhole ? [] : [`${received} received, ${stored} stored, ${duplicate} duplicate, ${rejected} rejected`]),
    ...(peakMb <= mostMb ? [] : [`${peakMb} MB resident, more than ${mostMb}`]),
  ];
}

const describeLarge = (how: string, { received, seconds, peakMb, others }: LargeImport): string =>
  `${how}: ${received} rows in ${seconds.toFixed(1)} s (${Math.round(received / seconds)} rows/s), peak ${peakMb} MB; ` +
  `others ${Object.entries(others)
    .map(([name, mb]) => `${name} ${mb}`)
    .join(', ')} MB`;

/** A resident limit, MB, for the process that reads the file; and one that every such process passes. */
const mostMb = 300;
const tooLittleMb = 30;
const ways = { command: importByCommand, screen: importByScreen };

/** Imports one large file in each way, each into a workspace of its own, and says what is not as it should be. */
export async function importLargeFile(
  { rows, by }: { rows: number; by: readonly (keyof typeof ways)[] },
  say: (line: string) => void,
): Promise<string[]> {
  return withLargeFile(rows, async (stage) => {
    const faults: string[] = [];
    const copy = await secondsOfCopy(stage);
    say(`COPY of the same ${(stage.file.bytes / 1e6).toFixed(0)} MB: ${copy.toFixed(1)} s`);
    for (const way of by) {
      const found = await ways[way](stage);
      say(`${describeLarge(`by ${way}`, found)}; ${(copy / found.seconds).toFixed(2)} × COPY`);
      faults.push(...largeFaults(found, mostMb).map((fault) => `by ${way}: ${fault}`));
      // The measure must be able to fail.
      if (largeFaults(found, tooLittleMb).length === 0) faults.push(`nothing is above ${tooLittleMb} MB`);
    }
    return faults;
  });
}
