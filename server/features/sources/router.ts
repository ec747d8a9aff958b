import { router, workspaceProcedure } from '@/server/trpc/init';
import { archiveSource } from './archive';
import { createSource } from './create';
import { createWriteKey } from './create-write-key';
import { listSources } from './list';
import { listArrivals } from './list-arrivals';
import { listCounts } from './list-counts';
import { listRefused } from './list-refused';
import { revokeWriteKey } from './revoke-write-key';
import {
  createSourceInput,
  listArrivalsInput,
  listCountsInput,
  listRefusedInput,
  sourceInput,
  updateSourceInput,
  writeKeyInput,
} from './schemas';
import { updateSource } from './update';

export const sourcesRouter = router({
  list: workspaceProcedure.query(({ ctx }) => listSources(ctx.service)),
  create: workspaceProcedure.input(createSourceInput).mutation(({ ctx, input }) => createSource(ctx.service, input)),
  update: workspaceProcedure.input(updateSourceInput).mutation(({ ctx, input }) => updateSource(ctx.service, input)),
  archive: workspaceProcedure.input(sourceInput).mutation(({ ctx, input }) => archiveSource(ctx.service, input)),
  createWriteKey: workspaceProcedure
    .input(sourceInput)
    .mutation(({ ctx, input }) => createWriteKey(ctx.service, input)),
  revokeWriteKey: workspaceProcedure
    .input(writeKeyInput)
    .mutation(({ ctx, input }) => revokeWriteKey(ctx.service, input)),
  counts: workspaceProcedure.input(listCountsInput).query(({ ctx, input }) => listCounts(ctx.service, input)),
  refused: workspaceProcedure.input(listRefusedInput).query(({ ctx, input }) => listRefused(ctx.service, input)),
  arrivals: workspaceProcedure.input(listArrivalsInput).query(({ ctx, input }) => listArrivals(ctx.service, input)),
});
