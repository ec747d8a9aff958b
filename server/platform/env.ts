import ipaddr from 'ipaddr.js';
import { z } from 'zod';

/** Parses the process environment once. A wrong value ends the start with one line that names the variable. */
export function readProcessEnv<T>(schema: z.ZodType<T>): T {
  const parsed = schema.safeParse(process.env);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new Error(`${issue?.path.join('.') ?? 'environment'}: ${issue?.message ?? 'is not valid'}`);
}

/** The launcher tries a command without stores first: it opens them when the command turns out to need them. */
export const areStoresLater = (): boolean => process.env.HOLDFAST_STORES === 'later';
export const storesNeededExit = 75;

const port = (fallback: number) =>
  z.coerce
    .number({ error: 'must be a port number' })
    .int()
    .min(0)
    .max(65535, { error: 'must be a port number up to 65535' })
    .default(fallback);
const url = (protocols: string[]) =>
  z.string({ error: 'is not set' }).refine((text) => URL.canParse(text) && protocols.includes(new URL(text).protocol), {
    error: `must be an address that starts with ${protocols.map((p) => `${p}//`).join(' or ')}`,
  });
const postgresUrl = url(['postgres:', 'postgresql:']);
const clickhouseUrl = url(['http:', 'https:']);
const keys = z.string({ error: 'is not set' });
const megabytes = z.coerce
  .number({ error: 'must be a number of megabytes' })
  .positive({ error: 'must be a number of megabytes above 0' });
const logLevel = z
  .enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent'], {
    error: 'must be fatal, error, warn, info, debug or silent',
  })
  .default('info');
const underLauncher = z
  .enum(['0', '1'])
  .default('0')
  .transform((flag) => flag === '1');

/** Networks of the operator's own that calls to typed addresses may reach: CIDRs with commas between. */
const networks = z
  .string()
  .default('')
  .transform((text) => text.split(',').flatMap((part) => part.trim() || []))
  .refine((cidrs) => cidrs.every((cidr) => ipaddr.isValidCIDR(cidr)), {
    error: 'must be networks such as 10.0.0.0/8, with commas between',
  });

const clusterName = z.string().regex(/^\w+$/, { error: 'must be the plain name of a cluster' }).optional();

const common = { LOG_LEVEL: logLevel, HOLDFAST_PARENT: underLauncher, HOLDFAST_KEYS: keys };

export const webEnv = z.object({
  ...common,
  DATABASE_APP_URL: postgresUrl,
  CLICKHOUSE_READER_URL: clickhouseUrl,
  HOST: z.string().default('127.0.0.1'),
  PORT: port(3000),
  INGEST_PORT: port(3001),
  PUBLIC_URL: url(['http:', 'https:']).optional(),
  SMTP_URL: url(['smtp:', 'smtps:']).optional(),
  HOLDFAST_DIR: z.string().default('.holdfast'),
  UPLOAD_MAX_MB: megabytes.default(4096),
});
export type WebEnv = z.infer<typeof webEnv>;

export const ingestEnv = z.object({
  ...common,
  DATABASE_SYSTEM_URL: postgresUrl,
  HOST: z.string().default('127.0.0.1'),
  INGEST_PORT: port(3001),
  HOLDFAST_DIR: z.string().default('.holdfast'),
});
export type IngestEnv = z.infer<typeof ingestEnv>;

export const workerEnv = z.object({
  ...common,
  DATABASE_SYSTEM_URL: postgresUrl,
  CLICKHOUSE_URL: clickhouseUrl,
  CLICKHOUSE_READER_URL: clickhouseUrl,
  CLICKHOUSE_CLUSTER: clusterName,
  PUBLIC_URL: url(['http:', 'https:']).optional(),
  PORT: port(3000),
  SMTP_URL: url(['smtp:', 'smtps:']).optional(),
  HOLDFAST_DIR: z.string().default('.holdfast'),
  EGRESS_ALLOW: networks,
});
export type WorkerEnv = z.infer<typeof workerEnv>;

export const prepareEnv = z.object({
  POSTGRES_ADMIN_URL: postgresUrl.optional(),
  DATABASE_URL: postgresUrl,
  DATABASE_APP_URL: postgresUrl.optional(),
  DATABASE_SYSTEM_URL: postgresUrl.optional(),
  CLICKHOUSE_URL: clickhouseUrl,
  CLICKHOUSE_READER_URL: clickhouseUrl.optional(),
  HOLDFAST_KEYS: keys,
  CLICKHOUSE_CLUSTER: clusterName,
});
export type PrepareEnv = z.infer<typeof prepareEnv>;

export const cliEnv = z.object({
  ...common,
  LOG_LEVEL: logLevel.default('silent'),
  DATABASE_URL: postgresUrl,
  DATABASE_APP_URL: postgresUrl,
  DATABASE_SYSTEM_URL: postgresUrl,
  CLICKHOUSE_URL: clickhouseUrl,
  CLICKHOUSE_READER_URL: clickhouseUrl,
  PUBLIC_URL: url(['http:', 'https:']).optional(),
  PORT: port(3000),
  HOLDFAST_DIR: z.string().default('.holdfast'),
});
export type CliEnv = z.infer<typeof cliEnv>;
