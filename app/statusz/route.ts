import { createReadiness, type Readiness } from '@/server/platform/readiness';
import { createPersonContext } from '@/server/trpc/context';
import { runtime } from '@/server/trpc/runtime';

let ask: (() => Promise<Readiness>) | undefined;
const headers = { 'cache-control': 'private, no-store' };

/** What works, for someone who is signed in: the record, the analytics store and the clock of this process. */
export async function GET(request: Request): Promise<Response> {
  const web = runtime();
  const { person } = await createPersonContext(web, request.headers);
  if (!person)
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
