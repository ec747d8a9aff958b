import { undoImport } from '@/server/features/imports';
import type { AcceptedRecord } from '@/server/features/ingest/schemas';
import type { ServiceContext } from '@/server/platform/context';
import { recordImport } from './facts';
import { type Case, count, type Did, type Lane } from './facts-lane';
import { picker } from './facts-records';

const calls: ReadonlySet<string> = new Set(['identify', 'group', 'alias']);

/** Records as a file and as calls: a file holds streams only. */
export const apart = (records: AcceptedRecord[], importNo: number) =>
  [
    [records.filter(({ kind }) => !calls.has(kind)), importNo],
    [records.filter(({ kind }) => calls.has(kind)), undefined],
  ] as const;

export async function beginImport({ direct }: Lane, one: Case): Promise<number> {
  one.imports.push({
    id: await recordImport({ ...direct, workspace: one.workspace }, one.importNo + 1),
    importNo: one.importNo + 1,
  });
  one.importNo += 1;
  return one.importNo;
}

export async function undoSome(one: Case, ctx: ServiceContext, did: Did): Promise<boolean> {
  const pick = picker(one.random);
  const [undone] = one.imports.splice(pick(one.imports.length), 1);
  if (!undone) return false;
  await undoImport(ctx, { importId: undone.id });
  one.model.undo(undone.importNo);
  count(did, 'undos');
  one.story.push(`undo of import ${undone.importNo}`);
  return true;
}
