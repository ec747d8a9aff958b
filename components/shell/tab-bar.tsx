'use client';

import { Ellipsis } from 'lucide-react';
import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { cx } from '@/components/ui/cx';
import { currentNav, navFor, navHref } from './nav';
import { useShell } from './shell-context';

const cell =
  'flex flex-col items-center justify-center gap-1 text-micro leading-[14px] focus-visible:-outline-offset-2';

/** The phone's navigation: four pages and More. */
export function TabBar() {
  const { workspace, person, open } = useShell();
  const current = currentNav(usePathname(), workspace.slug);
  const tabs = navFor(person.role)
    .filter((item) => item.tab)
    .slice(0, 4);
  const elsewhere = current !== undefined && !tabs.includes(current);
  return (
    <nav
      aria-label="Main"
      className="fixed inset-x-0 bottom-0 z-30 grid h-[60px] auto-cols-fr grid-flow-col border-t border-border bg-surface md:hidden"
    >
      {tabs.map((item) => {
        const Icon = item.icon;
        const on = current?.id === item.id;
        return (
          <Link
            key={item.id}
            href={navHref(workspace.slug, item)}
            aria-current={on ? 'page' : undefined}
            className={cx(cell, on ? 'font-medium text-accent-text' : 'text-muted')}
          >
            <Icon className="size-5 stroke-[1.6]" aria-hidden />
            {item.label}
          </Link>
        );
      })}
      <button
        type="button"
        onClick={() => open('more')}
        className={cx(cell, elsewhere ? 'font-medium text-accent-text' : 'text-muted')}
      >
        <Ellipsis className="size-5 stroke-[1.6]" aria-hidden />
        More
      </button>
    </nav>
  );
}
