import { Download } from 'lucide-react';
import Link from 'next/link';
import { formatCount, formatShare } from '@/components/evidence/format';
import { formatMoney } from '@/components/evidence/money';
import { csvAddress, segmentAddress } from '@/components/segments/segment-words';
import { ruleOfGroup } from '@/server/features/rfm/domain/rule';
import type { RfmReport } from '@/server/features/rfm/schemas';
import { type GroupSum, groupMeanings, sumsOf } from './rfm-words';

interface RfmGroupsProps {
  slug: string;
  currency: string;
  report: RfmReport;
}

/** The named groups with what they bring; each opens as a rule, to be looked at and saved, or comes as a file. */
export function RfmGroups({ slug, currency, report }: RfmGroupsProps) {
  const sums = sumsOf(report);
  const total = sums.reduce((sum, { netMinor }) => sum + netMinor, 0);
  return (
    <table className="tbl">
      <thead>
        <tr>
          <th scope="col">Group</th>
          <th scope="col" className="r">
            Customers
          </th>
          <th scope="col" className="r max-md:hidden">
            Of buyers
          </th>
          <th scope="col" className="r">
            Net spend
          </th>
          <th scope="col" className="r max-md:hidden">
            Of all
          </th>
          <th scope="col" className="r max-md:hidden">
            <span className="sr-only">File</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {sums.map((group) => (
          <Row key={group.name} group={group} total={total} {...{ slug, currency, report }} />
        ))}
      </tbody>
    </table>
  );
}

function Row({ group, total, slug, currency, report }: RfmGroupsProps & { group: GroupSum; total: number }) {
  const { name, customers, netMinor } = group;
  const rule = customers > 0 ? ruleOfGroup(report.bounds, name) : null;
  return (
    <tr>
      <th scope="row" className="font-normal">
        {rule ? (
          <Link href={segmentAddress(slug, rule)} prefetch={false} className="font-medium hover:underline">
            {name}
          </Link>
        ) : (
          <span className="font-medium">{name}</span>
        )}
        <span className="block text-small text-muted max-md:max-w-[15ch] max-md:whitespace-normal">
          {groupMeanings[name]}
        </span>
      </th>
      <td className="r">{formatCount(customers)}</td>
      <td className="r max-md:hidden">{formatShare(customers / report.n, { n: report.n })}</td>
      <td className="r font-medium">{formatMoney(netMinor, currency)}</td>
      <td className="r max-md:hidden">{total > 0 ? formatShare(netMinor / total, { n: report.n }) : '–'}</td>
      <td className="r max-md:hidden">
        {rule ? (
          <a
            href={csvAddress(slug, rule)}
            download
            className="link inline-flex items-center gap-1"
            aria-label={`CSV of ${name}`}
          >
            <Download className="icon-s" aria-hidden />
          </a>
        ) : null}
      </td>
    </tr>
  );
}
