import type { Role } from '@/server/auth/permissions';
import type { Querier } from '@/server/analytics/querier';
import type { Clock } from './clock';
import type { Database } from './database';
import type { KeyRing } from './keys';
import type { Logger } from './logger';
import type { Rng } from './rng';

/** The workspace a verb works in. `no` is its number in the analytics store. */
export interface Workspace {
  id: string;
  no: number;
  slug: string;
  name: string;
  count: 'people' | 'accounts';
  currency: string;
  timezone: string;
}

/** Who acts. A job acts as itself with a fixed set of permissions, never as a borrowed person. */
export type Actor =
  | { kind: 'person'; personId: string; role: Role }
  | { kind: 'job'; name: string }
  | { kind: 'command'; name: string };

/** What every verb of a workspace gets, built once per request, job or test. */
export interface ServiceContext {
  workspace: Workspace;
  actor: Actor;
  db: Database;
  ch: Querier;
  keys: KeyRing;
  clock: Clock;
  rng: Rng;
  log: Logger;
}

/** What a verb of a person gets (sign-up, sessions, own workspaces). `personId` is undefined before sign-in. */
export interface PersonContext {
  person: { id: string; sessionId: string } | undefined;
  client: { address: string; userAgent: string };
  db: Database;
  keys: KeyRing;
  clock: Clock;
  rng: Rng;
  log: Logger;
}

export function actorName(actor: Actor): string {
  return actor.kind === 'person' ? `person:${actor.personId}` : `${actor.kind}:${actor.name}`;
}
