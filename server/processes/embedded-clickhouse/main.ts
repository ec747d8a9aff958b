import fs from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { readProcessEnv } from '@/server/platform/env';
import { followLauncher } from '../lifecycle';
import { startGateway } from './gateway';
import { gatewayLimits, readerLimits, writerLimits } from './limits';

const environment = z.object({
  CLICKHOUSE_DIR: z.string({ error: 'is not set' }).min(1, { error: 'is empty' }),
  CLICKHOUSE_PORT: z.coerce.number({ error: 'must be a port number' }).int().min(0).max(65535).default(0),
  CLICKHOUSE_WRITER_PASSWORD: z.string({ error: 'is not set' }).min(1, { error: 'is empty' }),
  CLICKHOUSE_READER_PASSWORD: z.string({ error: 'is not set' }).min(1, { error: 'is empty' }),
  HOLDFAST_PARENT: z.enum(['0', '1']).default('0'),
  // Read by libuv before this file runs, so only the parent can set it; too few threads would let queries block KILL.
  UV_THREADPOOL_SIZE: z.coerce
    .number({ error: 'must be a number' })
    .min(gatewayLimits.concurrent + 4, { error: `must be at least ${gatewayLimits.concurrent + 4}` }),
});

/** The engine shows files of its working directory as tables: it works in an empty one. */
function enterEmptyDirectory(directory: string): void {
  const empty = path.join(directory, '..', `.${path.basename(directory)}-empty`);
  fs.mkdirSync(empty, { recursive: true, mode: 0o700 });
  process.chdir(empty);
}

async function main(): Promise<void> {
  const env = readProcessEnv(environment);
  const directory = path.resolve(env.CLICKHOUSE_DIR);
  enterEmptyDirectory(directory);
  const gateway = await startGateway({
    directory,
    port: env.CLICKHOUSE_PORT,
    users: [
      { name: 'holdfast_writer', password: env.CLICKHOUSE_WRITER_PASSWORD, readonly: false, limits: writerLimits },
      { name: 'holdfast_reader', password: env.CLICKHOUSE_READER_PASSWORD, readonly: true, limits: readerLimits },
    ],
  });
  followLauncher({ underLauncher: env.HOLDFAST_PARENT === '1', stop: () => gateway.stop() });
  process.stdout.write(`${JSON.stringify({ ready: true, port: gateway.port, version: gateway.version })}\n`);
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
});
