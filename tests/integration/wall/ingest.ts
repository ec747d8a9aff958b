import { randomBytes } from 'node:crypto';
import type { Database } from '@/server/platform/database';
import { idOf, textIdOf } from './fill';
import type { Tally } from './matrix';
import type { Stage } from './stage';

const paths = [
  'track',
  'identify',
  'page',
  'screen',
  'group',
  'alias',
  'batch',
  'import',
  't',
  'i',
  'p',
  's',
  'g',
  'a',
  'b',
];

/** The ingest process's own server on this stage's record, on a free port of loopback. */
async function startIngest(system: Database) {
  const { acceptRecords } = await import('@/server/features/ingest');
  const { findWriteKey } = await import('@/server/features/sources');
  const { systemClock } = await import('@/server/platform/clock');
  const { createLogger } = await import('@/server/platform/logger');
  const { findFreePort } = await import('@/server/processes/up/embedded-postgres.mjs');
  const { Admission } = await import('@/server/processes/ingest/admission');
  const { GroupCommit } = await import('@/server/processes/ingest/group-commit');
  const { createMetrics } = await import('@/server/processes/ingest/metrics');
  const { createServer } = await import('@/server/processes/ingest/server');
  const { WriteKeyCache } = await import('@/server/processes/ingest/write-key-cache');
  const { runtime } = await import('@/server/trpc/runtime');
  const { keys } = runtime();
  const admission = new Admission({ bytes: 1e6, records: 1e4 });
  const port = await findFreePort();
  const server = createServer({
    log: createLogger({ process: 'ingest', level: 'silent' }),
    admission,
    metrics: createMetrics(() => admission.held),
    clock: systemClock,
    keys: new WriteKeyCache(systemClock, (key) => findWriteKey(system, key)),
    commits: new GroupCommit(systemClock, (delivery) => acceptRecords({ db: system, keys }, delivery)),
    name: randomBytes(16).toString('hex'),
    readiness: async () => ({ ready: true }),
  });
  await server.listen(port, '127.0.0.1');
  return { url: `http://127.0.0.1:${port}`, close: () => server.close() };
}

/** Every path of ingest with no key, a key nobody has and A's own key, and records that name what belongs to B. */
export async function tryIngest(stage: Stage, tally: Tally): Promise<number> {
  const server = await startIngest(stage.system);
  const report = (problem: string) => tally.findings.push({ procedure: 'ingest', actor: 'a sender', problem });
  const record = {
    messageId: textIdOf(stage.b, 'inbox-key', 1),
    userId: textIdOf(stage.b, 'customers-external_id', 1),
    anonymousId: idOf(stage.b, 'customers', 1),
    groupId: idOf(stage.b, 'contacts', 1),
    previousId: idOf(stage.b, 'customers', 2),
    event: 'Order Completed',
    properties: {
      workspace: stage.b.workspaceId,
      workspaceId: stage.b.workspaceId,
      source_id: idOf(stage.b, 'sources', 1),
    },
    context: { workspaceId: stage.b.workspaceId },
  };
  const senders = { nobody: undefined, 'a key nobody has': 'wk_nobody', 'the key of A': stage.writeKeyOfA };
  const read = async (response: Response, what: string) => {
    const bytes = `${[...response.headers].join('\n')}\n${await response.text()}`;
    tally.calls += 1;
    const seen = bytes.split(stage.b.canary).length - 1;
    tally.canaries += seen;
    if (seen > 0) report(`${seen} canaries at ${what}`);
    return response.status;
  };
  for (const [who, key] of Object.entries(senders)) {
    for (const path of paths) {
      const body = /^(batch|import|b)$/.test(path) ? { batch: [{ ...record, type: 'track' }] } : record;
      const authorization = key ? { authorization: `Basic ${Buffer.from(`${key}:`).toString('base64')}` } : undefined;
      const sent = await fetch(`${server.url}/v1/${path}`, {
        method: 'POST',
        body: JSON.stringify(body),
        headers: { ...authorization },
      });
      const status = await read(sent, `/v1/${path}`);
      if (key !== stage.writeKeyOfA && status < 400) report(`/v1/${path} takes records of ${who}`);
    }
    await read(await fetch(`${server.url}/v1/projects/${key ?? 'none'}/settings`), 'settings');
  }
  await server.close();
  return paths.length + 1;
}
