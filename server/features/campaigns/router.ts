import { router, workspaceProcedure } from '@/server/trpc/init';
import { createCampaign } from './create';
import { deleteDraftCampaign } from './delete-draft';
import { getCampaign } from './get';
import { launchCampaign } from './launch';
import { listCampaigns } from './list';
import { listCampaignsOfCustomer } from './list-of-customer';
import { measureCampaign } from './measure';
import { pauseCampaign, resumeCampaign } from './pause';
import { previewMessage } from './preview';
import { getCampaignResults } from './results';
import {
  campaignInput,
  campaignsOfCustomerInput,
  createCampaignInput,
  measureCampaignInput,
  previewMessageInput,
  updateCampaignInput,
} from './schemas';
import { revealSigningSecret } from './signing-secret';
import { stopCampaign } from './stop';
import { testSendCampaign } from './test-send';
import { updateCampaign } from './update';

export const campaignsRouter = router({
  list: workspaceProcedure.query(({ ctx }) => listCampaigns(ctx.service)),
  ofCustomer: workspaceProcedure
    .input(campaignsOfCustomerInput)
    .query(({ ctx, input }) => listCampaignsOfCustomer(ctx.service, input)),
  get: workspaceProcedure.input(campaignInput).query(({ ctx, input }) => getCampaign(ctx.service, input)),
  results: workspaceProcedure.input(campaignInput).query(({ ctx, input }) => getCampaignResults(ctx.service, input)),
  measure: workspaceProcedure
    .input(measureCampaignInput)
    .query(({ ctx, input }) => measureCampaign(ctx.service, input)),
  preview: workspaceProcedure.input(previewMessageInput).query(({ ctx, input }) => previewMessage(ctx.service, input)),
  create: workspaceProcedure
    .input(createCampaignInput)
    .mutation(({ ctx, input }) => createCampaign(ctx.service, input)),
  update: workspaceProcedure
    .input(updateCampaignInput)
    .mutation(({ ctx, input }) => updateCampaign(ctx.service, input)),
  deleteDraft: workspaceProcedure
    .input(campaignInput)
    .mutation(({ ctx, input }) => deleteDraftCampaign(ctx.service, input)),
  testSend: workspaceProcedure.input(campaignInput).mutation(({ ctx, input }) => testSendCampaign(ctx.service, input)),
  launch: workspaceProcedure.input(campaignInput).mutation(({ ctx, input }) => launchCampaign(ctx.service, input)),
  pause: workspaceProcedure.input(campaignInput).mutation(({ ctx, input }) => pauseCampaign(ctx.service, input)),
  resume: workspaceProcedure.input(campaignInput).mutation(({ ctx, input }) => resumeCampaign(ctx.service, input)),
  stop: workspaceProcedure.input(campaignInput).mutation(({ ctx, input }) => stopCampaign(ctx.service, input)),
  revealSigningSecret: workspaceProcedure
    .input(campaignInput)
    .mutation(({ ctx, input }) => revealSigningSecret(ctx.service, input)),
});
