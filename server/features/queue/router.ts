import { router, workspaceProcedure } from '@/server/trpc/init';
import { getQueue } from './get';
import { listQueue } from './list';
import { listQueueInput } from './schemas';

export const queueRouter = router({
  get: workspaceProcedure.query(({ ctx }) => getQueue(ctx.service)),
  list: workspaceProcedure.input(listQueueInput).query(({ ctx, input }) => listQueue(ctx.service, input)),
});
