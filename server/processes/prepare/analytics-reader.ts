import { createAnalyticsWriter } from '@/server/analytics';

const literal = (text: string) => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
const name = (text: string) => `\`${text.replaceAll('\\', '\\\\').replaceAll('`', '\\`')}\``;

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
    throw new Error('CLICKHOUSE_READER_URL: is not set, and the user in CLICKHOUSE_URL may not create users', {
      cause,
    });
  } finally {
    await writer.close();
  }
}
