'use client';

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { formatCount } from '@/components/evidence/format';
import { formatMoney } from '@/components/evidence/money';
import { useTRPC } from '@/components/shell/api-provider';
import { Panel } from '@/components/ui/panel';
import { Skeleton } from '@/components/ui/skeleton';
import { Failed } from '@/components/ui/states';
import type { Rule } from '@/db/schema/segments.constants';

interface MembersPanelProps {
  slug: string;
  currency: string;
  rule: Rule;
  enabled: boolean;
  count: number | undefined;
}

const shownRows = 6;

/** The first few customers of the rule. */
export function MembersPanel({ slug, currency, rule, enabled, count }: MembersPanelProps) {
  const trpc = useTRPC();
  const query = useQuery({
    ...trpc.segments.customers.queryOptions({ rule, limit: shownRows }),
    enabled,
    placeholderData: keepPreviousData,
  });
  const rows = query.data?.rows ?? [];
  const sub = count === undefined ? undefined : `${formatCount(Math.min(count, rows.length))} of ${formatCount(count)}`;
  return (
    <Panel title="Who they are" sub={sub} flush={rows.length > 0}>
      {query.isPending ? <Skeleton className="h-32" /> : null}
      {query.isError ? <Failed onRetry={() => void query.refetch()}>The customers could not be read.</Failed> : null}
      {query.data && rows.length === 0 ? <p className="text-table text-muted">Nobody matches this rule.</p> : null}
      {rows.length > 0 ? (
        <table className="tbl dense">
          <thead>
            <tr>
              <th scope="col">Customer</th>
              <th scope="col" className="max-md:hidden">
                Country
              </th>
              <th scope="col" className="r">
                Orders
              </th>
              <th scope="col" className="r">
                Net spend
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.id}>
                <th scope="row" className="font-normal">
                  <Link href={`/${slug}/customers/${row.id}`} className="hover:underline">
                    {row.name || row.email || row.externalId}
                  </Link>
                </th>
                <td className="max-md:hidden">{row.country}</td>
                <td className="r">{formatCount(row.orders)}</td>
                <td className="r">{formatMoney(row.spendMinor, currency, { exact: true })}</td>
              </tr>
            ))}
          </tbody>
        </table>
      ) : null}
    </Panel>
  );
}
