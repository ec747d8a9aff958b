'use client';

import { Archive, Ellipsis } from 'lucide-react';
import Link from 'next/link';
import { formatCount, formatShare } from '@/components/evidence/format';
import { Button } from '@/components/ui/button';
import { Menu, MenuItem, MenuLink } from '@/components/ui/menu';
import type { SegmentList } from '@/server/features/segments/list';
import { ruleWords } from './segment-words';
import { useArchive } from './use-segment-changes';

interface SegmentTableProps {
  slug: string;
  currency: string;
  list: SegmentList;
  mayWrite: boolean;
}

/** Saved segments, what they ask for, and how many are in each now. */
export function SegmentTable({ slug, currency, list, mayWrite }: SegmentTableProps) {
  return (
    <table className="tbl">
      <thead>
        <tr>
          <th scope="col">Segment</th>
          <th scope="col" className="max-md:hidden">
            Rule
          </th>
          <th scope="col" className="r">
            Customers
          </th>
          <th scope="col" className="r max-md:hidden">
            Of everyone
          </th>
          <th scope="col">
            <span className="sr-only">Actions</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {list.rows.map((row) => (
          <tr key={row.id}>
            <th scope="row" className="font-medium">
              <Link href={`/${slug}/segments/${row.id}`} className="hover:underline">
                {row.name}
              </Link>
            </th>
            <td className="max-w-[440px] truncate text-muted max-md:hidden">{ruleWords(row.rule, currency)}</td>
            <td className="r">{formatCount(row.count)}</td>
            <td className="r max-md:hidden">
              {list.base === 0 ? '–' : formatShare(row.count / list.base, { n: list.base })}
            </td>
            <td className="r">
              <RowMenu slug={slug} row={row} mayWrite={mayWrite} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function RowMenu({ slug, row, mayWrite }: { slug: string; row: SegmentList['rows'][number]; mayWrite: boolean }) {
  const archive = useArchive(row);
  return (
    <Menu
      align="end"
      trigger={
        <Button size="small" variant="quiet" iconOnly aria-label={`Actions for ${row.name}`}>
          <Ellipsis aria-hidden />
        </Button>
      }
    >
      <MenuLink href={`/${slug}/customers?segment=${encodeURIComponent(row.name)}`}>Its customers</MenuLink>
      <MenuLink href={`/${slug}/cohorts?segment=${encodeURIComponent(row.name)}`}>Its cohorts</MenuLink>
      {mayWrite ? (
        <MenuItem icon={<Archive className="icon-s text-muted" aria-hidden />} onSelect={archive}>
          Archive
        </MenuItem>
      ) : null}
    </Menu>
  );
}
