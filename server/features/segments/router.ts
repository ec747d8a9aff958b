import { router, workspaceProcedure } from '@/server/trpc/init';
import { archiveSegment } from './archive';
import { createSegment } from './create';
import { getSegment } from './get';
import { getSegmentCatalogue } from './get-catalogue';
import { getSegmentHistory } from './get-history';
import { listSegments } from './list';
import { listSegmentCustomers } from './list-customers';
import { listSegmentsOfCustomer } from './list-of-customer';
import { listSegmentValues } from './list-values';
import { previewSegment } from './preview';
import { restoreSegment } from './restore';
import {
  createSegmentInput,
  customerSegmentsInput,
  listSegmentCustomersInput,
  listValuesInput,
  previewSegmentInput,
  segmentInput,
  updateSegmentInput,
} from './schemas';
import { updateSegment } from './update';

export const segmentsRouter = router({
  list: workspaceProcedure.query(({ ctx }) => listSegments(ctx.service)),
  get: workspaceProcedure.input(segmentInput).query(({ ctx, input }) => getSegment(ctx.service, input)),
  create: workspaceProcedure.input(createSegmentInput).mutation(({ ctx, input }) => createSegment(ctx.service, input)),
  update: workspaceProcedure.input(updateSegmentInput).mutation(({ ctx, input }) => updateSegment(ctx.service, input)),
  archive: workspaceProcedure.input(segmentInput).mutation(({ ctx, input }) => archiveSegment(ctx.service, input)),
  restore: workspaceProcedure.input(segmentInput).mutation(({ ctx, input }) => restoreSegment(ctx.service, input)),
  preview: workspaceProcedure.input(previewSegmentInput).query(({ ctx, input }) => previewSegment(ctx.service, input)),
  history: workspaceProcedure
    .input(previewSegmentInput)
    .query(({ ctx, input }) => getSegmentHistory(ctx.service, input)),
  customers: workspaceProcedure
    .input(listSegmentCustomersInput)
    .query(({ ctx, input }) => listSegmentCustomers(ctx.service, input)),
  ofCustomer: workspaceProcedure
    .input(customerSegmentsInput)
    .query(({ ctx, input }) => listSegmentsOfCustomer(ctx.service, input)),
  catalogue: workspaceProcedure.query(({ ctx }) => getSegmentCatalogue(ctx.service)),
  values: workspaceProcedure.input(listValuesInput).query(({ ctx, input }) => listSegmentValues(ctx.service, input)),
});
