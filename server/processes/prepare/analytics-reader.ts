import { createAnalyticsWriter } from '@/server/analytics';
import { isAppError } from '@/server/platform/errors';
import { roleAddress } from './role-address';

const literal = (text: string) => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
const name = (text: string) => `\`${text.replaceAll('\\', '\\\\').replaceAll('`', '\\`')}\``;

/** The address of the reader that we make where the operator names none. */
export const readerAddress = (writerUrl: string, sessionSecret: string): string =>
  roleAddress(writerUrl, 'holdfast_reader', sessionSecret);

/** On a server of the operator's: a user that only reads one database, if the writer may make users. */
export async function createReaderUser(
  writerUrl: string,
  readerUrl: string,
  cluster: string | undefined,
): Promise<void> {
  const reader = new URL(readerUrl);
  const on = cluster === undefined ? '' : ` ON CLUSTER ${literal(cluster)}`;
  const user = name(decodeURIComponent(reader.username));
  const writer = createAnalyticsWriter(writerUrl);
  try {
    await writer.command(
      `CREATE USER OR REPLACE ${user}${on} IDENTIFIED WITH sha256_password BY ${literal(decodeURIComponent(reader.password))} SETTINGS readonly = 2`,
    );
    await writer.command(`GRANT${on} SELECT ON ${name(reader.pathname.slice(1))}.* TO ${user}`);
  } catch (cause) {
    if (isAppError(cause, 'analytics_unavailable')) throw cause;
    throw new Error('CLICKHOUSE_READER_URL: is not set, and the user in CLICKHOUSE_URL may not create users', {
      cause,
    });
  } finally {
    await writer.close();
  }
}

interface ReaderOptions {
  writerUrl: string;
  readerUrl: string;
  sessionSecret: string;
  cluster: string | undefined;
}

/** Makes our reader where the server does not know it: it was away at the start, or another one took its place. */
export async function restoreReaderUser({
  writerUrl,
  readerUrl,
  sessionSecret,
  cluster,
}: ReaderOptions): Promise<void> {
  if (readerUrl !== readerAddress(writerUrl, sessionSecret)) return;
  const reader = createAnalyticsWriter(readerUrl);
  try {
    if (await reader.ping()) return;
  } finally {
    await reader.close();
  }
  await createReaderUser(writerUrl, readerUrl, cluster);
}
