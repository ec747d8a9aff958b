import { and, isNull, lt, or, sql } from 'drizzle-orm';
import { memberships, sampleMakings, workspaces } from '@/db/schema';
import { runWorkspaceOnce, type WorkerDeps, workerContext } from '@/server/features/facts';
import { deleteSampleWorkspace } from '@/server/features/workspaces';
import { audit } from '@/server/platform/audit';
import type { ServiceContext, Workspace } from '@/server/platform/context';
import type { Database } from '@/server/platform/database';
import { inWorkspace, withoutWall, withWorkspace } from '@/server/platform/transaction';
import { isUniqueViolation } from '@/server/platform/unique-violation';
import { createSampleWorkspace } from './create';
import { fillSample } from './fill';

interface Making extends Workspace, Record<string, unknown> {
  takes_slug: string | null;
  requested_by: string;
}

/**
 * Carries resets that were asked for one step further: a copy is made beside the sample and filled, and when nothing is
 * missing it takes over members and address. Killed anywhere, the next run goes on from there.
 */
export async function runSampleResets(deps: WorkerDeps, place: { dir: string }): Promise<boolean> {
  const due = await withoutWall(deps.db, async (tx) => [
    ...(await tx.execute<Making>(sql`select * from list_sample_makings()`)),
  ]);
  for (const making of due) {
    const ctx = workerContext(deps, making, 'samples');
    if (!(await claim(ctx))) continue;
    const copy = making.takes_slug === null ? undefined : { takesSlug: making.takes_slug, by: making.requested_by };
    if (copy) await finishCopy(deps, ctx, { ...place, ...copy });
    else await createSampleWorkspace(deps, { copy: { takesSlug: making.slug, requestedBy: making.requested_by } });
  }
  return due.length > 0;
}

const leaseEnd = sql`now() + interval '60 seconds'`;

/** One worker at a time; the lease is renewed with every step. */
async function claim(ctx: ServiceContext): Promise<boolean> {
  const free = or(isNull(sampleMakings.claimedUntil), lt(sampleMakings.claimedUntil, sql`now()`));
  const rows = await withWorkspace(ctx, (tx) =>
    tx
      .update(sampleMakings)
      .set({ claimedUntil: leaseEnd })
      .where(inWorkspace(ctx, sampleMakings, and(free)))
      .returning({ id: sampleMakings.workspaceId }),
  );
  return rows.length > 0;
}

interface Copy {
  dir: string;
  takesSlug: string;
  by: string;
}

async function finishCopy(deps: WorkerDeps, ctx: ServiceContext, { dir, takesSlug, by }: Copy): Promise<void> {
  const former = await findSample(deps.db, takesSlug);
  const old = former && workerContext(deps, former, 'samples');
  const note = async (stepsDone: number, steps: number) => {
    for (const each of [ctx, old])
      if (each)
        await withWorkspace(each, (tx) =>
          tx
            .update(sampleMakings)
            .set({ stepsDone, steps, claimedUntil: leaseEnd })
            .where(inWorkspace(each, sampleMakings)),
        );
  };
  await fillSample(ctx, {
    dir,
    progress: ({ done, of }) => note(done, of),
    untilVisible: () => untilDrained(deps, ctx.workspace),
  });
  if (old) {
    await copyMembers(old, ctx);
    await deleteSampleWorkspace(old);
  }
  await takeOver(ctx, { takesSlug, by });
}

/** The sample that still has the address; none where it is gone already or the address is somebody else's. */
async function findSample(db: Database, slug: string): Promise<Workspace | undefined> {
  const [found] = await withoutWall(db, (tx) => tx.execute<Making>(sql`select * from find_workspace(${slug})`));
  if (!found) return undefined;
  const [asked] = await withWorkspace({ db, workspace: { ...found, slug } }, (tx) =>
    tx
      .select({ id: sampleMakings.workspaceId })
      .from(sampleMakings)
      .where(inWorkspace({ workspace: { ...found, slug } }, sampleMakings)),
  );
  return asked && { ...found, slug };
}

async function untilDrained(deps: WorkerDeps, workspace: Workspace): Promise<void> {
  for (;;) {
    const { drained, rows } = await runWorkspaceOnce(deps, workspace);
    if (drained) return;
    if (rows === 0) await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

async function copyMembers(from: ServiceContext, to: ServiceContext): Promise<void> {
  const members = await withWorkspace(from, (tx) =>
    tx.select().from(memberships).where(inWorkspace(from, memberships)),
  );
  if (members.length === 0) return;
  await withWorkspace(to, (tx) =>
    tx
      .insert(memberships)
      .values(members.map((member) => ({ ...member, workspaceId: to.workspace.id })))
      .onConflictDoNothing(),
  );
}

/** The copy is the sample from now on. Its log says who asked, for the one in which that was written is gone. */
async function takeOver(ctx: ServiceContext, { takesSlug, by }: Pick<Copy, 'takesSlug' | 'by'>): Promise<void> {
  const end = (slug: string) =>
    withWorkspace(ctx, async (tx) => {
      await tx.update(workspaces).set({ slug }).where(inWorkspace(ctx, workspaces));
      await tx.delete(sampleMakings).where(inWorkspace(ctx, sampleMakings));
      await audit(tx, ctx, {
        verb: 'samples.reset',
        subject: `workspace:${ctx.workspace.id}`,
        fields: [`requested_by ${by}`],
      });
    });
  try {
    await end(takesSlug);
  } catch (error) {
    // Somebody took the address in between: the copy keeps its own.
    if (!isUniqueViolation(error, 'workspaces_slug')) throw error;
    await end(ctx.workspace.slug);
  }
}
