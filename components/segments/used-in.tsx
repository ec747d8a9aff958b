import Link from 'next/link';
import { Panel } from '@/components/ui/panel';

/** Segments that ask for this one. */
export function UsedIn({ slug, segments }: { slug: string; segments: readonly { id: string; name: string }[] }) {
  return (
    <Panel title="Used in" sub={segments.length > 0 ? 'changing the rule changes these' : 'no other segment'} flush>
      {segments.length === 0 ? null : (
        <ul>
          {segments.map(({ id, name }) => (
            <li key={id} className="border-b border-border px-4 py-2 text-table last:border-b-0">
              <Link href={`/${slug}/segments/${id}`} className="hover:underline">
                {name}
              </Link>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}
