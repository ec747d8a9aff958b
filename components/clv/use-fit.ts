'use client';

import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useTRPC } from '@/components/shell/api-provider';
import type { FitView } from '@/server/features/clv';
import { isUnderWay } from './fit-words';

const everyMs = 1_000;

/** The fit that was asked for last, asked again every second while it is under way. */
export function useFit(known: FitView | null): { fit: FitView | null; refresh: () => Promise<void> } {
  const trpc = useTRPC();
  const client = useQueryClient();
  const options = trpc.clv.fit.queryOptions();
  const { data } = useQuery({
    ...options,
    initialData: { fit: known },
    refetchInterval: (query) => (isUnderWay(query.state.data?.fit ?? null) ? everyMs : false),
  });
  return { fit: data.fit, refresh: () => client.invalidateQueries({ queryKey: options.queryKey }) };
}
