'use client';

import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useEffect, useRef, useState } from 'react';
import { useTRPC } from '@/components/shell/api-provider';
import { toast } from '@/components/ui/toast';
import { isUnderWay } from './import-words';

const everyMs = 1_000;
const page = 20;
const most = 100;

/** The files of a workspace, the newest first, read again while one is under way. Progress is of the record: a reload keeps it. */
export function useImports() {
  const trpc = useTRPC();
  const router = useRouter();
  const client = useQueryClient();
  const [limit, setLimit] = useState(page);
  const options = trpc.imports.list.queryOptions({ limit });
  const list = useQuery({
    ...options,
    placeholderData: keepPreviousData,
    refetchInterval: (query) => (query.state.data?.imports.some(isUnderWay) ? everyMs : false),
  });
  const refresh = () => void client.invalidateQueries({ queryKey: trpc.imports.list.queryKey() });
  const cancel = useMutation(
    trpc.imports.cancel.mutationOptions({
      onSuccess: refresh,
      onError: (error) => toast({ text: error.message, tone: 'failed' }),
    }),
  );

  // The rest of the page is read on the server: it follows when the last running import has ended.
  const busy = list.data?.imports.some(isUnderWay) ?? false;
  const wasBusy = useRef(false);
  useEffect(() => {
    if (wasBusy.current && !busy) router.refresh();
    wasBusy.current = busy;
  }, [busy, router]);

  return {
    list,
    rows: list.data?.imports ?? [],
    refresh,
    cancel: (importId: string) => cancel.mutate({ importId }),
    showOlder: list.data?.next !== undefined && limit < most ? () => setLimit(Math.min(most, limit + page)) : undefined,
  };
}
