import type { Workspace } from '@/server/platform/context';
import type { Job } from './runner';

export interface SharedWork {
  name: string;
  everyMs: number;
  lanes: number;
  /** Workspaces with work now. */
  list(): Promise<Workspace[]>;
  /** Returns whether there is likely more to do right away. */
  work(workspace: Workspace): Promise<boolean>;
}

/**
 * One job for each lane, over one list: a free lane takes the next workspace that no lane has, and lists anew when all
 * are taken. So one that takes long holds up its own lane, and what comes meanwhile is found by the others.
 */
export function sharedLanes({ name, everyMs, lanes, list, work }: SharedWork): Job[] {
  const underWay = new Set<string>();
  let waiting: Workspace[] = [];
  let hasMore = false;
  let listing: Promise<void> | undefined;
  const refill = async () => {
    const listed = await list();
    waiting = listed.filter(({ id }) => !underWay.has(id));
    hasMore = false;
  };
  const next = async (): Promise<Workspace | undefined> => {
    if (waiting.length === 0) {
      listing ??= refill().finally(() => {
        listing = undefined;
      });
      await listing;
    }
    const workspace = waiting.shift();
    if (workspace) underWay.add(workspace.id);
    return workspace;
  };
  const run = async () => {
    const workspace = await next();
    if (!workspace) return false;
    try {
      hasMore = (await work(workspace)) || hasMore;
    } finally {
      underWay.delete(workspace.id);
    }
    return waiting.length > 0 || hasMore;
  };
  // Each lane looks less often by as much as there are more of them: an idle worker asks the record as if it had one.
  return Array.from({ length: lanes }, (_, lane) => ({
    name,
    everyMs: everyMs * lanes,
    firstAfterMs: everyMs * lane,
    run,
  }));
}
