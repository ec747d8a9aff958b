import type { Accepted, Delivery, Outcome, Reject } from '@/server/features/ingest';
import type { AcceptedRecord } from '@/server/features/ingest/schemas';
import type { Clock } from '@/server/platform/clock';
import type { Workspace } from '@/server/platform/context';

const MOST_RECORDS = 2_000;
const WORTH_A_SECOND = 200;

/** What one request brings to the record. */
export interface Share {
  records: readonly AcceptedRecord[];
  rejects: readonly Reject[];
}

interface Waiting extends Share {
  done: (outcomes: readonly Outcome[]) => void;
  failed: (error: unknown) => void;
}

interface Lane {
  workspace: Workspace;
  sourceId: string;
  waiting: Waiting[];
  /** Records that wait. */
  records: number;
  underWay: number;
}

/**
 * Commits what many requests bring to a source together: while one group is under way the next one gathers, so that a
 * busy source costs one flush for many records and an idle one waits for nobody. A second group, once it is large
 * enough, keeps the record at work while the first one is flushed.
 */
export class GroupCommit {
  readonly #lanes = new Map<string, Lane>();

  constructor(
    private readonly clock: Clock,
    private readonly commit: (delivery: Delivery) => Promise<Accepted>,
  ) {}

  /** Resolves once the share is committed, with an outcome for each record; rejects when its group was not. */
  add(workspace: Workspace, sourceId: string, share: Share): Promise<readonly Outcome[]> {
    return new Promise((done, failed) => {
      const lane = this.#lanes.get(sourceId) ?? { workspace, sourceId, waiting: [], records: 0, underWay: 0 };
      this.#lanes.set(sourceId, lane);
      lane.waiting.push({ ...share, done, failed });
      lane.records += share.records.length + share.rejects.length;
      if (lane.underWay === 0 || (lane.underWay === 1 && lane.records >= WORTH_A_SECOND)) void this.#run(lane);
    });
  }

  async #run(lane: Lane): Promise<void> {
    lane.underWay += 1;
    while (lane.waiting.length > 0) await this.#commitGroup(lane, takeGroup(lane));
    lane.underWay -= 1;
    if (lane.underWay === 0) this.#lanes.delete(lane.sourceId);
  }

  async #commitGroup({ workspace, sourceId }: Lane, group: Waiting[]): Promise<void> {
    const records = group.flatMap((share) => share.records);
    const rejects = group.flatMap((share) => share.rejects);
    const at = new Date(this.clock.nowMs());
    try {
      const { outcomes } = await this.commit({ workspace, sourceId, records, rejects, at });
      acknowledge(group, outcomes);
    } catch (error) {
      for (const { failed } of group) failed(error);
    }
  }
}

function acknowledge(group: Waiting[], outcomes: readonly Outcome[]): void {
  let start = 0;
  for (const { records, done } of group) {
    done(outcomes.slice(start, start + records.length));
    start += records.length;
  }
}

/** Takes shares from the front, at least one, up to the size of a group. */
function takeGroup(lane: Lane): Waiting[] {
  let taken = 0;
  let count = 0;
  for (const { records, rejects } of lane.waiting) {
    const size = records.length + rejects.length;
    if (count > 0 && taken + size > MOST_RECORDS) break;
    taken += size;
    count += 1;
  }
  lane.records -= taken;
  return lane.waiting.splice(0, count);
}
