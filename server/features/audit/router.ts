import { router, workspaceProcedure } from '@/server/trpc/init';
import { listAudit } from './list';
import { listAuditInput } from './schemas';
import { verifyAudit } from './verify';

export const auditRouter = router({
  list: workspaceProcedure.input(listAuditInput).query(({ ctx, input }) => listAudit(ctx.service, input)),
  verify: workspaceProcedure.query(({ ctx }) => verifyAudit(ctx.service)),
});
