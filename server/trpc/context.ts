import { readSessionToken } from '@/server/auth/session-cookie';
import { addressHeader } from '@/server/auth/client-address';
import { findSession } from '@/server/features/people';
import { openWorkspaceOfPerson } from '@/server/features/workspaces';
import type { PersonContext, ServiceContext } from '@/server/platform/context';
import type { RequestContext } from './init';
import type { Runtime } from './runtime';

/** Builds what the procedures of one request get: who asks, and the workspace of the address once it is needed. */
export async function createRequestContext(
  runtime: Runtime,
  request: { headers: Headers; workspace: string },
): Promise<RequestContext> {
  const person = await createPersonContext(runtime, request.headers);
  let opened: Promise<ServiceContext> | undefined;
  return {
    person,
    openWorkspace: () => {
      opened ??= openService(runtime, person, request.workspace);
      return opened;
    },
  };
}

/** The session is looked up on every request: a revoked one is refused on the next, by every process. */
export async function createPersonContext(runtime: Runtime, headers: Headers): Promise<PersonContext> {
  const { db, keys, clock, rng, log, secure } = runtime;
  const context: PersonContext = {
    person: undefined,
    client: {
      address: headers.get(addressHeader) ?? 'unknown',
      userAgent: (headers.get('user-agent') ?? '').slice(0, 300),
    },
    db,
    keys,
    clock,
    rng,
    log,
  };
  const token = await readSessionToken(headers, keys, secure);
  return token === undefined ? context : { ...context, person: await findSession(context, token) };
}

async function openService(runtime: Runtime, context: PersonContext, slug: string): Promise<ServiceContext> {
  const { workspace, role, personId } = await openWorkspaceOfPerson(context, slug);
  const { db, keys, clock, rng, log } = context;
  return {
    workspace,
    actor: { kind: 'person', personId, role },
    db,
    ch: runtime.analytics.forWorkspace(workspace.no),
    keys,
    clock,
    rng,
    log,
  };
}
