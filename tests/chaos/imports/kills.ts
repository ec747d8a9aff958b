import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import postgres from 'postgres';
import { z } from 'zod';
import { createAnalyticsWriter, hiddenCustomers, integer64, isVisible } from '../../../server/analytics';
import type { ImportView } from '../../../server/features/imports';
import { runHoldfast } from '../../support/holdfast-command';
import { startStack } from '../../support/stack.mjs';
import { seededNumbers } from '../ingest/mutate';
import { Importer } from './importer';
import { type OrderFile, writeOrderFile } from './order-file';

export interface ImportKillPlan {
  /** A kill comes at most so long after its row was read; 120 without it. */
  spreadMs?: number;
  seed: number;
  rows: number;
  /** Of run.json, killed in this order, each at a place in the file that the seed draws. */
  victims: readonly ('web' | 'worker')[];
  /** Another copy of the tree to run. */
  checkout?: string;
}

export interface ImportKillFigures {
  file: OrderFile;
  report: Pick<ImportView, 'state' | 'received' | 'stored' | 'duplicate' | 'rejected' | 'updated'>;
  /** Rows read when each kill landed; −1 during the upload. */
  killedAt: Record<string, number[]>;
  /** Accepted rows of the import, distinct keys, and orders in the record and in the analytics store. */
  inbox: number;
  keys: number;
  orders: number;
  answers: number;
  seconds: number;
}

type Stack = Awaited<ReturnType<typeof startStack>>;
const slug = 'killed';

/** Starts everything as `npm start` does, imports a file through the public port, kills web and worker meanwhile, and counts. */
export async function killWhileImporting(
  plan: ImportKillPlan,
  say: (line: string) => void,
): Promise<ImportKillFigures> {
  const home = fs.mkdtempSync(path.join(os.tmpdir(), 'holdfast-import-kills-'));
  fs.chmodSync(home, 0o711);
  const dir = path.join(home, 'state');
  const file = await writeOrderFile(path.join(home, 'orders.csv'), { rows: plan.rows, seed: plan.seed });
  const stack = await startStack({
    dir,
    env: { LOG_LEVEL: 'fatal', SMTP_URL: '' },
    withinSeconds: 900,
    ...(plan.checkout === undefined ? {} : { checkout: plan.checkout }),
  });
  try {
    await runHoldfast(dir, 'workspace', 'create', slug);
    const importer = await Importer.signIn(stack.address, slug, dir);
    const startedMs = performance.now();
    const killer = new Killer(stack, plan, say);
    const [id] = await Promise.all([importer.uploadAtLast(file.path), killer.duringUpload()]);
    await importer.start(id);
    const following = importer.untilEnded(id);
    await killer.whileReading(() => importer.get(id));
    const { state, received, stored, duplicate, rejected, updated } = await following;
    say(`${received} rows read, waiting for the worker`);
    const recordUrl = stack.run().addresses.DATABASE_URL ?? '';
    await untilApplied(recordUrl);
    return {
      file,
      report: { state, received, stored, duplicate, rejected, updated },
      killedAt: killer.landed,
      ...(await countStores(stack, recordUrl)),
      seconds: Math.round((performance.now() - startedMs) / 1_000),
    };
  } finally {
    await stack.stop();
    fs.rmSync(home, { recursive: true, force: true });
  }
}

class Killer {
  readonly landed: Record<string, number[]> = {};
  private readonly pick: (n: number) => number;

  constructor(
    private readonly stack: Stack,
    private readonly plan: ImportKillPlan,
    private readonly say: (line: string) => void,
  ) {
    this.pick = seededNumbers(`imports ${plan.seed}`);
  }

  /** The first web of the list dies while the file is on its way. */
  async duringUpload(): Promise<void> {
    if (!this.plan.victims.includes('web')) return;
    await sleep(20 + this.pick(60));
    await this.kill('web', -1);
  }

  /** The others die one after the other, spread over the rows. */
  async whileReading(look: () => Promise<ImportView>): Promise<void> {
    const { victims, rows } = this.plan;
    const first = victims.indexOf('web');
    const rest = victims.filter((_, i) => i !== first);
    for (const [i, name] of rest.entries()) {
      const due = Math.floor((rows * (i + this.pick(1_000) / 1_000)) / (rest.length + 1));
      let view = await look();
      while (view.received < Math.max(1, due) && view.state !== 'done') {
        await sleep(20);
        view = await look();
      }
      if (view.state === 'done') throw new Error(`the file was read before ${name} could be killed`);
      await sleep(this.pick(this.plan.spreadMs ?? 120));
      await this.kill(name, view.received);
    }
  }

  private async kill(name: string, at: number): Promise<void> {
    const pid = this.stack.run().processes[name];
    if (pid === undefined) throw new Error(`there is no ${name}`);
    process.kill(pid, 'SIGKILL');
    this.landed[name] = [...(this.landed[name] ?? []), at];
    this.say(`killed ${name} ${at < 0 ? 'during the upload' : `at row ${at}`}`);
    while (this.stack.run().processes[name] === pid) await sleep(50);
  }
}

const mostWaitMs = 300_000;

/** Until every accepted row is in a block and every block in the answers. An update makes two rows one order. */
async function untilApplied(recordUrl: string): Promise<void> {
  const sql = postgres(recordUrl, { max: 1, onnotice: () => {} });
  try {
    for (const deadline = performance.now() + mostWaitMs; performance.now() < deadline; await sleep(500)) {
      const [row] = await sql<{ waiting: number; open: number }[]>`
        select count(*)::int as waiting, (select count(*)::int from blocks where loaded_at is null) as open
        from inbox i join pipelines p on p.workspace_id = i.workspace_id where (i.txid, i.seq) > (p.txid, p.seq)`;
      if (row?.waiting === 0 && row.open === 0) return;
    }
    throw new Error('the worker does not come to rest');
  } finally {
    await sql.end();
  }
}

async function countStores(stack: Stack, recordUrl: string) {
  const sql = postgres(recordUrl, { max: 1, onnotice: () => {} });
  const writer = createAnalyticsWriter(stack.run().addresses.CLICKHOUSE_URL ?? '');
  try {
    const [kept] = await sql<{ no: number; inbox: number; keys: number; orders: number }[]>`
      select w.no, (select count(*)::int from inbox i where i.workspace_id = w.id) as inbox,
        (select count(*)::int from inbox_keys k where k.workspace_id = w.id) as keys,
        (select count(*)::int from orders o where o.workspace_id = w.id) as orders
      from workspaces w where w.slug = ${slug}`;
    const [answer] = await writer.query(
      `WITH ${hiddenCustomers} SELECT count() AS n FROM orders WHERE ws = {ws:UInt32} AND ${isVisible('no')}`,
      z.object({ n: integer64 }),
      { ws: Number(kept?.no) },
    );
    return { inbox: kept?.inbox ?? -1, keys: kept?.keys ?? -1, orders: kept?.orders ?? -1, answers: answer?.n ?? -1 };
  } finally {
    await Promise.all([sql.end(), writer.close()]);
  }
}

/** What is not as the file says: nothing, where the import went on behind its last batch each time. */
export function importFaults({ file, report, inbox, keys, orders, answers }: ImportKillFigures): string[] {
  const want: [string, number, number][] = [
    ['received', file.rows, report.received],
    ['stored + duplicate + rejected', file.rows, report.stored + report.duplicate + report.rejected],
    ['stored', file.stored, report.stored],
    ['duplicate', file.duplicate, report.duplicate],
    ['rejected', file.rejected, report.rejected],
    ['updated', file.updated, report.updated],
    ['rows in the inbox', file.stored, inbox],
    ['keys', file.stored - file.updated, keys],
    ['orders in the record', file.stored - file.updated, orders],
    ['orders in the answers', file.stored - file.updated, answers],
  ];
  const ended = report.state === 'done' ? [] : [`it ended as ${report.state}`];
  return [...ended, ...want.flatMap(([what, is, found]) => (is === found ? [] : [`${what}: ${found}, not ${is}`]))];
}

export const describeKills = ({ file, report, killedAt, orders, seconds }: ImportKillFigures): string =>
  `${file.rows} rows: ${report.received} received = ${report.stored} stored + ${report.duplicate} duplicate + ${report.rejected} rejected, ` +
  `${orders} orders once each; killed ${Object.entries(killedAt)
    .map(([name, at]) => `${name} at ${at.map((row) => (row < 0 ? 'upload' : row)).join(', ')}`)
    .join('; ')}; ${seconds} s`;
