'use client';

import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { createTRPCClient, httpBatchLink } from '@trpc/client';
import { createTRPCContext } from '@trpc/tanstack-react-query';
import { type ReactNode, useState } from 'react';
import superjson from 'superjson';
import type { AppRouter } from '@/server/trpc/root';

const { TRPCProvider, useTRPC, useTRPCClient } = createTRPCContext<AppRouter>();
export { useTRPC, useTRPCClient };

const freshMs = 30_000;

const makeClient = (workspace: string) =>
  createTRPCClient<AppRouter>({
    links: [httpBatchLink({ url: `/api/trpc/${workspace}`, transformer: superjson, maxURLLength: 4_000 })],
  });

const makeQueryClient = () =>
  new QueryClient({ defaultOptions: { queries: { staleTime: freshMs, retry: 1, refetchOnWindowFocus: false } } });

interface ApiProviderProps {
  /** Slug; without it the procedures are those of the person who is signed in. */
  workspace?: string;
  children: ReactNode;
}

/** Gives the pages below it the procedures of one workspace. Another workspace starts with nothing remembered. */
export function ApiProvider({ workspace = '_', children }: ApiProviderProps) {
  return (
    <WorkspaceApi key={workspace} workspace={workspace}>
      {children}
    </WorkspaceApi>
  );
}

function WorkspaceApi({ workspace, children }: { workspace: string; children: ReactNode }) {
  const [queryClient] = useState(makeQueryClient);
  const [client] = useState(() => makeClient(workspace));
  return (
    <QueryClientProvider client={queryClient}>
      <TRPCProvider trpcClient={client} queryClient={queryClient}>
        {children}
      </TRPCProvider>
    </QueryClientProvider>
  );
}
