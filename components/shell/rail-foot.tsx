'use client';

import { cx } from '@/components/ui/cx';
import { useShell } from './shell-context';
import { UserMenu } from './user-menu';

const dots = { fresh: 'bg-good', late: 'bg-watch', importing: 'bg-accent', empty: 'bg-faint' };

/** "America/New_York" as people say it: New York time. */
export function zoneWords(timezone: string): string {
  if (timezone === 'UTC' || timezone === 'Etc/UTC') return 'UTC';
  return `${timezone.split('/').at(-1)?.replaceAll('_', ' ') ?? timezone} time`;
}

/** Freshness, time zone, currency and what a customer is, then the person. */
export function RailFoot() {
  const { freshness, workspace } = useShell();
  return (
    <div className="mt-auto flex flex-col gap-2 pt-4">
      <div className="flex flex-col gap-1.5 px-2 text-small text-muted max-lg:items-center max-md:items-start">
        <span className="flex items-center gap-2" title={freshness.words}>
          <span className={cx('size-[7px] shrink-0 rounded-full', dots[freshness.state])} aria-hidden />
          <span className="max-lg:sr-only max-md:not-sr-only">{freshness.words}</span>
        </span>
        <span className="max-lg:hidden max-md:block">
          {zoneWords(workspace.timezone)} · {workspace.currency} · {workspace.count}
        </span>
      </div>
      <div className="-mx-2 border-t border-border px-2 pt-1">
        <UserMenu />
      </div>
    </div>
  );
}
