'use client';

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useTRPC } from '@/components/shell/api-provider';
import { useSettled } from '@/components/ui/use-settled';
import type { Rule } from '@/db/schema/segments.constants';
import { isComplete } from './conditions';
import type { Counts } from './rule-group';

/** The live count of a rule that is being edited; the last counts stay while a condition is unfinished. */
export function usePreview(rule: Rule) {
  const trpc = useTRPC();
  const settled = useSettled(rule);
  const complete = isComplete(rule);
  const enabled = isComplete(settled);
  const query = useQuery({
    ...trpc.segments.preview.queryOptions({ rule: settled }),
    enabled,
    placeholderData: keepPreviousData,
  });
  const counts: Counts = useMemo(
    () => new Map((complete ? (query.data?.parts ?? []) : []).map(({ path, own, left }) => [path, { own, left }])),
    [query.data, complete],
  );
  const problem = query.isError ? query.error.message : undefined;
  return {
    rule: settled,
    enabled,
    complete,
    counts,
    problem,
    preview: query.data,
    isFresh: !query.isFetching && settled === rule,
  };
}
