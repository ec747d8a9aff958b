import { router, workspaceProcedure } from '@/server/trpc/init';
import { cancelImport } from './cancel';
import { getImport } from './get';
import { listImports } from './list';
import { listReasons } from './list-reasons';
import { listRejected } from './list-rejected';
import { previewImport } from './preview';
import { previewUndo } from './preview-undo';
import { importInput, listImportsInput, listRejectedInput, previewImportInput, startImportInput } from './schemas';
import { startImport } from './start';
import { startTried } from './start-tried';
import { undoImport } from './undo';

export const importsRouter = router({
  list: workspaceProcedure.input(listImportsInput).query(({ ctx, input }) => listImports(ctx.service, input)),
  get: workspaceProcedure.input(importInput).query(({ ctx, input }) => getImport(ctx.service, input)),
  preview: workspaceProcedure.input(previewImportInput).query(({ ctx, input }) => previewImport(ctx.service, input)),
  rejected: workspaceProcedure.input(listRejectedInput).query(({ ctx, input }) => listRejected(ctx.service, input)),
  reasons: workspaceProcedure.input(importInput).query(({ ctx, input }) => listReasons(ctx.service, input)),
  start: workspaceProcedure.input(startImportInput).mutation(({ ctx, input }) => startImport(ctx.service, input)),
  previewUndo: workspaceProcedure.input(importInput).query(({ ctx, input }) => previewUndo(ctx.service, input)),
  undo: workspaceProcedure.input(importInput).mutation(({ ctx, input }) => undoImport(ctx.service, input)),
  startTried: workspaceProcedure.input(importInput).mutation(({ ctx, input }) => startTried(ctx.service, input)),
  cancel: workspaceProcedure.input(importInput).mutation(({ ctx, input }) => cancelImport(ctx.service, input)),
});
