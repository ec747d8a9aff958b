import { customersRouter } from '@/server/features/customers/router';
import { peopleRouter } from '@/server/features/people/router';
import { workspacesRouter } from '@/server/features/workspaces/router';
import { router } from './init';

/** Every procedure of the product: one line per slice. */
export const appRouter = router({
  customers: customersRouter,
  people: peopleRouter,
  workspaces: workspacesRouter,
});

export type AppRouter = typeof appRouter;
