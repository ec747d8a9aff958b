'use client';

import Link, { useLinkStatus } from 'next/link';
import { usePathname } from 'next/navigation';
import { formatCount } from '@/components/evidence/format';
import { cx } from '@/components/ui/cx';
import { currentNav, type NavItem, navFor, navHref } from './nav';
import { useShell } from './shell-context';

/** "3 need you" is a dot for the eye and a word for everyone else. */
function Badge({ id }: { id: string }) {
  const badge = useShell().badges?.[id];
  if (!badge) return null;
  return (
    <span className="ml-auto flex items-center gap-1.5 max-lg:absolute max-lg:top-1 max-lg:right-2 max-md:static">
      {badge.count === undefined ? null : (
        <span className="text-micro text-muted max-lg:hidden max-md:inline">{formatCount(badge.count)}</span>
      )}
      {badge.needs ? (
        <span className="size-[7px] rounded-full bg-watch" role="img" aria-label={badge.needs} title={badge.needs} />
      ) : null}
    </span>
  );
}

/** Turns to the accent as soon as it is pressed, before the page has come. */
function LinkIcon({ item, current }: { item: NavItem; current: boolean }) {
  const { pending } = useLinkStatus();
  const Icon = item.icon;
  return <Icon className={cx('icon', current || pending ? 'text-accent-text' : 'text-muted')} aria-hidden />;
}

interface RailLinkProps {
  item: NavItem;
  current: boolean;
  /** Starts a group: a line above. */
  first: boolean;
}

function RailLink({ item, current, first }: RailLinkProps) {
  const { workspace } = useShell();
  return (
    <li className={first ? 'mt-1.5 border-t border-border pt-2' : undefined}>
      <Link
        href={navHref(workspace.slug, item)}
        aria-current={current ? 'page' : undefined}
        title={item.label}
        className={cx(
          'relative flex h-[30px] items-center gap-2.5 rounded-md px-2 text-table max-lg:h-9 max-lg:justify-center max-lg:px-0 max-md:h-11 max-md:justify-start max-md:px-2',
          current
            ? 'bg-surface font-medium text-text inset-ring inset-ring-border'
            : 'text-text-2 hover:bg-hover hover:text-text',
        )}
      >
        <LinkIcon item={item} current={current} />
        <span className="max-lg:sr-only max-md:not-sr-only">{item.label}</span>
        <Badge id={item.id} />
      </Link>
    </li>
  );
}

/** The pages this role can open, in the order of the chain, a line between groups. */
export function RailLinks() {
  const { workspace, person } = useShell();
  const current = currentNav(usePathname(), workspace.slug);
  const items = navFor(person.role);
  return (
    <ul className="flex flex-col gap-0.5">
      {items.map((item, index) => (
        <RailLink
          key={item.id}
          item={item}
          current={current?.id === item.id}
          first={index > 0 && items[index - 1]?.group !== item.group}
        />
      ))}
    </ul>
  );
}
