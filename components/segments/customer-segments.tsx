'use client';

import { useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { useTRPC } from '@/components/shell/api-provider';
import { Chip } from '@/components/ui/chip';
import { Panel } from '@/components/ui/panel';
import { Skeleton } from '@/components/ui/skeleton';
import { Failed } from '@/components/ui/states';

/** The segments a customer is in now. */
export function CustomerSegments({ slug, customerId }: { slug: string; customerId: string }) {
  const trpc = useTRPC();
  const query = useQuery(trpc.segments.ofCustomer.queryOptions({ customerId }));
  const segments = query.data ?? [];
  return (
    <Panel title="Segments" sub={segments.length > 0 ? `in ${segments.length} now` : undefined}>
      {query.isPending ? <Skeleton className="h-6" /> : null}
      {query.isError ? <Failed onRetry={() => void query.refetch()}>The segments could not be read.</Failed> : null}
      {query.data && segments.length === 0 ? <p className="text-table text-muted">In no saved segment.</p> : null}
      <ul className="flex flex-wrap gap-2">
        {segments.map(({ id, name }) => (
          <li key={id}>
            <Link href={`/${slug}/segments/${id}`} className="hover:underline">
              <Chip>{name}</Chip>
            </Link>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
