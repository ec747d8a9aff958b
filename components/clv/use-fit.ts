'use client';

import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useEffect, useRef } from 'react';
import { useTRPC } from '@/components/shell/api-provider';
import type { FitView } from '@/server/features/clv';
import { isUnderWay } from './fit-words';

const everyMs = 1_000;

/** The fit that was asked for last, asked again every second while it is under way; the page follows when it has ended. */
export function useFit(known: FitView | null): { fit: FitView | null; refresh: () => Promise<void> } {
  const trpc = useTRPC();
  const router = useRouter();
  const client = useQueryClient();
  const options = trpc.clv.fit.queryOptions();
  const { data } = useQuery({
    ...options,
    initialData: { fit: known },
    refetchInterval: (query) => (isUnderWay(query.state.data?.fit ?? null) ? everyMs : false),
  });
  const busy = isUnderWay(data.fit);
  const wasBusy = useRef(busy);
  useEffect(() => {
    if (wasBusy.current && !busy) router.refresh();
    wasBusy.current = busy;
  }, [busy, router]);
  return { fit: data.fit, refresh: () => client.invalidateQueries({ queryKey: options.queryKey }) };
}
