'use client';

import { useQuery } from '@tanstack/react-query';
import { formatCount } from '@/components/evidence/format';
import { useTRPC } from '@/components/shell/api-provider';
import { ButtonLink } from '@/components/ui/button';
import { Skeleton } from '@/components/ui/skeleton';

interface ReasonsProps {
  slug: string;
  importId: string;
  rejected: number;
}

/** Why rows were refused, the commonest reason first, and all of them as a file. */
export function Reasons({ slug, importId, rejected }: ReasonsProps) {
  const trpc = useTRPC();
  const query = useQuery(trpc.imports.reasons.queryOptions({ importId }));
  const named = query.data?.reduce((sum, { rows }) => sum + rows, 0) ?? rejected;
  return (
    <div className="flex flex-col items-start gap-2 text-table">
      {query.isPending ? <Skeleton className="h-10 w-full" /> : null}
      <ul className="flex w-full flex-col">
        {query.data?.map(({ reason, rows }) => (
          <li key={reason} className="flex gap-3 border-b border-border py-1 last:border-b-0">
            <span className="min-w-6 text-muted tabular-nums">{formatCount(rows)}</span>
            <span className="min-w-0 break-words">{reason}</span>
          </li>
        ))}
        {named < rejected ? (
          <li className="flex gap-3 py-1 text-muted">
            <span className="min-w-6 tabular-nums">{formatCount(rejected - named)}</span>for other reasons
          </li>
        ) : null}
      </ul>
      <ButtonLink size="small" href={`/api/imports/${slug}/${importId}/rejected`} prefetch={false} download>
        Rejected rows with reasons
      </ButtonLink>
    </div>
  );
}
