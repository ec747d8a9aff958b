import { sql } from 'drizzle-orm';
import { memberships, pipelines, sampleMakings, sources, workspaces, workspaceSecrets } from '@/db/schema';
import { audit } from '@/server/platform/audit';
import type { Actor, PersonContext, Workspace } from '@/server/platform/context';
import type { Tx } from '@/server/platform/database';
import { AppError } from '@/server/platform/errors';
import { newId } from '@/server/platform/ids';
import { seal } from '@/server/platform/keys';
import { withoutWall, withWorkspace } from '@/server/platform/transaction';
import type { CreateWorkspaceInput } from './schemas';

type Maker = Pick<PersonContext, 'db' | 'keys' | 'clock' | 'rng'>;

const slugTaken = (slug: string) =>
  new AppError('conflict', `The address ${slug} is taken. Choose another.`, { field: 'slug' });

interface NewWorkspace extends CreateWorkspaceInput {
  /** Becomes its first member. */
  owner?: string;
  isSample?: boolean;
  /** The copy of a sample that will take this address when it is filled, and who asked for it. */
  copy?: { takesSlug: string; requestedBy: string };
}

/** Makes a workspace with its hash secret, its worker's mark and its file source. */
export async function createWorkspace(ctx: Maker, input: NewWorkspace): Promise<Workspace> {
  const taken = await withoutWall(ctx.db, async (tx) => {
    const [row] = await tx.execute<{ taken: boolean }>(sql`select is_slug_taken(${input.slug}) as taken`);
    return row?.taken;
  });
  if (taken) throw slugTaken(input.slug);
  const id = newId(ctx);
  const actor: Actor = input.owner
    ? { kind: 'person', personId: input.owner, role: 'owner' }
    : { kind: 'command', name: 'workspace create' };
  const workspace: Workspace = {
    id,
    no: 0,
    slug: input.slug,
    name: input.name,
    count: input.count,
    currency: input.currency,
    timezone: input.timezone,
  };
  return withWorkspace({ db: ctx.db, workspace }, async (tx) => {
    const [row] = await tx
      .insert(workspaces)
      .values({
        workspaceId: id,
        slug: input.slug,
        name: input.name,
        count: input.count,
        currency: input.currency,
        timezone: input.timezone,
        isSample: input.isSample ?? false,
      })
      .onConflictDoNothing({ target: workspaces.slug })
      .returning({ no: workspaces.no });
    if (!row) throw slugTaken(input.slug);
    const made = { ...workspace, no: row.no };
    await addParts(tx, ctx, { id, input });
    await audit(
      tx,
      { workspace: made, actor, clock: ctx.clock },
      { verb: 'workspaces.create', subject: `workspace:${id}`, fields: Object.keys(input) },
    );
    return made;
  });
}

/** What every workspace starts with. */
async function addParts(tx: Tx, ctx: Maker, { id, input }: { id: string; input: NewWorkspace }): Promise<void> {
  const secret = seal(ctx.keys, ctx.rng, { workspaceId: id, source: 'workspace', field: 'hash' }, ctx.rng.bytes(32));
  await tx.insert(workspaceSecrets).values({ workspaceId: id, field: 'hash', sealed: secret });
  await tx.insert(pipelines).values({ workspaceId: id, txid: '0' });
  await tx.insert(sources).values({ id: newId(ctx), workspaceId: id, kind: 'file', name: 'Files' });
  if (input.copy) await tx.insert(sampleMakings).values({ workspaceId: id, ...input.copy });
  if (input.owner) await tx.insert(memberships).values({ workspaceId: id, personId: input.owner, role: 'owner' });
}
