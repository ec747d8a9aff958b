import { createReadiness, type Readiness } from '@/server/platform/readiness';
import { runtime } from '@/server/trpc/runtime';

let ask: (() => Promise<Readiness>) | undefined;

/** A writable record and current migrations; the analytics store is not asked. */
export async function GET(): Promise<Response> {
  ask ??= createReadiness(runtime().db);
  const state = await ask();
  return Response.json(state, { status: state.ready ? 200 : 503, headers: { 'cache-control': 'no-store' } });
}
