import { eq, sql } from 'drizzle-orm';
import { workspaceSecrets } from '@/db/schema';
import { audit } from '@/server/platform/audit';
import type { Actor, PersonContext, Workspace } from '@/server/platform/context';
import { type KeyRing, seal, sealedWith, unseal } from '@/server/platform/keys';
import { inWorkspace, withoutWall, withWorkspace } from '@/server/platform/transaction';
import { addKeyToFile } from './add-key';

interface RotatedKeys {
  /** Id of the key everything is sealed with now. */
  current: string;
  /** False when the keys come from HOLDFAST_KEYS: then only what is not sealed with its current key was sealed again. */
  addedKey: boolean;
  workspaces: number;
  resealed: number;
}

type Rotator = Pick<PersonContext, 'db' | 'keys' | 'clock' | 'rng'>;

const actor: Actor = { kind: 'command', name: 'keys rotate' };

/**
 * Seals every secret of every workspace again with a new key, while everything runs: the secrets themselves never
 * change, and old keys stay in the ring for backups and for processes that still seal with them. Needs the role
 * holdfast_system. `dir` is HOLDFAST_DIR, where the key file is unless the operator sets HOLDFAST_KEYS.
 */
export async function rotateKeys(ctx: Rotator, input: { dir: string }): Promise<RotatedKeys> {
  const added = addKeyToFile(ctx.keys, ctx.rng, input.dir);
  const keys = added ?? ctx.keys;
  const workspaces = await withoutWall(ctx.db, (tx) =>
    tx.execute<Workspace & Record<string, unknown>>(sql`select * from list_workspaces()`),
  );
  let resealed = 0;
  for (const workspace of workspaces) resealed += await resealWorkspace({ ...ctx, keys }, workspace);
  return { current: keys.current, addedKey: added !== undefined, workspaces: workspaces.length, resealed };
}

async function resealWorkspace(ctx: Rotator & { keys: KeyRing }, workspace: Workspace): Promise<number> {
  const inside = { db: ctx.db, workspace, actor, clock: ctx.clock };
  return withWorkspace(inside, async (tx) => {
    const secrets = await tx.select().from(workspaceSecrets).where(inWorkspace(inside, workspaceSecrets)).for('update');
    const stale = secrets.filter((secret) => sealedWith(secret.sealed) !== ctx.keys.current);
    for (const { field, sealed } of stale) {
      const place = { workspaceId: workspace.id, source: 'workspace', field };
      const again = seal(ctx.keys, ctx.rng, place, unseal(ctx.keys, place, sealed));
      await tx
        .update(workspaceSecrets)
        .set({ sealed: again })
        .where(inWorkspace(inside, workspaceSecrets, eq(workspaceSecrets.field, field)));
    }
    if (stale.length > 0)
      await audit(tx, inside, {
        verb: 'keys.rotate',
        subject: `workspace:${workspace.id}`,
        fields: stale.map((secret) => secret.field),
      });
    return stale.length;
  });
}
