import postgres from 'postgres';
import { z } from 'zod';
import { createAnalyticsWriter } from '@/server/analytics';
import { isAppError } from '@/server/platform/errors';

/**
 * Before tables are made in an analytics store that has none: workspaces whose answers it should hold get a negative
 * number, so that nothing answers from an empty table until the worker has rebuilt them.
 */
export async function markLostAnswers(ownerUrl: string, writerUrl: string): Promise<void> {
  if (await hasTables(writerUrl)) return;
  const sql = postgres(ownerUrl, { max: 1, onnotice: () => {} });
  try {
    await sql`update workspaces w set no = -no where no > 0 and exists (
      select 1 from blocks b where b.workspace_id = w.id and b.loaded_at is not null and b.tables <> '{}')`;
  } finally {
    await sql.end();
  }
}

async function hasTables(writerUrl: string): Promise<boolean> {
  const writer = createAnalyticsWriter(writerUrl);
  try {
    await writer.query('SELECT 1 AS one FROM sets LIMIT 0', z.object({ one: z.int() }));
    return true;
  } catch (error) {
    if (isAppError(error, 'analytics_unavailable') && ['60', '81'].includes(String(error.details.engineCode)))
      return false;
    throw error;
  } finally {
    await writer.close();
  }
}
