import { personProcedure, router, workspaceProcedure } from '@/server/trpc/init';
import { createWorkspace } from './create';
import { getWorkspace } from './get';
import { getFreshness } from './get-freshness';
import { listOwnWorkspaces } from './list-own';
import { createWorkspaceInput, updateWorkspaceInput } from './schemas';
import { updateWorkspace } from './update';

export const workspacesRouter = router({
  list: personProcedure.query(({ ctx }) => listOwnWorkspaces(ctx.person)),
  create: personProcedure
    .input(createWorkspaceInput)
    .mutation(({ ctx, input }) => createWorkspace(ctx.person, { ...input, owner: ctx.person.person.id })),
  get: workspaceProcedure.query(({ ctx }) => getWorkspace(ctx.service)),
  freshness: workspaceProcedure.query(({ ctx }) => getFreshness(ctx.service)),
  update: workspaceProcedure
    .input(updateWorkspaceInput)
    .mutation(({ ctx, input }) => updateWorkspace(ctx.service, input)),
});
