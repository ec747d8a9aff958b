import { customersRouter } from '@/server/features/customers/router';
import { auditRouter } from '@/server/features/audit/router';
import { campaignsRouter } from '@/server/features/campaigns/router';
import { clvRouter } from '@/server/features/clv/router';
import { cohortsRouter } from '@/server/features/cohorts/router';
import { homeRouter } from '@/server/features/home/router';
import { identityRouter } from '@/server/features/identity/router';
import { importsRouter } from '@/server/features/imports/router';
import { mailRouter } from '@/server/features/mail/router';
import { membersRouter } from '@/server/features/members/router';
import { peopleRouter } from '@/server/features/people/router';
import { queueRouter } from '@/server/features/queue/router';
import { rfmRouter } from '@/server/features/rfm/router';
import { riskRouter } from '@/server/features/risk/router';
import { samplesRouter } from '@/server/features/samples/router';
import { segmentsRouter } from '@/server/features/segments/router';
import { sourcesRouter } from '@/server/features/sources/router';
import { workspacesRouter } from '@/server/features/workspaces/router';
import { router } from './init';

/** Every procedure of the product: one line per slice. */
export const appRouter = router({
  customers: customersRouter,
  audit: auditRouter,
  campaigns: campaignsRouter,
  clv: clvRouter,
  cohorts: cohortsRouter,
  home: homeRouter,
  identity: identityRouter,
  imports: importsRouter,
  mail: mailRouter,
  members: membersRouter,
  people: peopleRouter,
  queue: queueRouter,
  rfm: rfmRouter,
  risk: riskRouter,
  samples: samplesRouter,
  segments: segmentsRouter,
  sources: sourcesRouter,
  workspaces: workspacesRouter,
});

export type AppRouter = typeof appRouter;
