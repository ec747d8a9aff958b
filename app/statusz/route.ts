import { createReadiness, type Readiness } from '@/server/platform/readiness';
import { isRecordDown } from '@/server/platform/record-down';
import { createPersonContext } from '@/server/trpc/context';
import { runtime } from '@/server/trpc/runtime';

let ask: (() => Promise<Readiness>) | undefined;
const headers = { 'cache-control': 'private, no-store' };

/** What works, for someone who is signed in: the record, the analytics store and the clock of this process. */
export async function GET(request: Request): Promise<Response> {
  const web = runtime();
  const context = await createPersonContext(web, request.headers).catch((error: unknown) => {
    if (!isRecordDown(error)) throw error;
  });
  if (!context)
    return Response.json({ record: { ready: false, reason: 'record_unavailable' } }, { status: 503, headers });
  if (!context.person)
    return Response.json({ error: { code: 'unauthenticated', message: 'Sign in first.' } }, { status: 401, headers });
  ask ??= createReadiness(web.db);
  const [record, answers] = await Promise.all([ask(), web.analytics.ping().catch(() => false)]);
  return Response.json(
    {
      record,
      analytics: answers ? 'available' : 'unavailable',
      mail: web.env.SMTP_URL ? 'smtp' : 'local outbox',
      at: new Date(web.clock.nowMs()).toISOString(),
    },
    { headers },
  );
}
