import { ChevronRight } from 'lucide-react';
import Link from 'next/link';
import { landingOf } from '@/components/shell/landing';
import { roleWords } from '@/components/settings/role-words';
import { Chip } from '@/components/ui/chip';
import type { Role } from '@/server/auth/permissions';

export interface WorkspaceChoice {
  slug: string;
  name: string;
  role: Role;
  isSample: boolean;
}

export function WorkspaceList({ workspaces }: { workspaces: readonly WorkspaceChoice[] }) {
  return (
    <ul className="divide-y divide-border rounded-md border border-border bg-surface">
      {workspaces.map((workspace) => (
        <li key={workspace.slug}>
          <Link
            href={landingOf(workspace.slug, workspace.role)}
            className="flex min-h-14 items-center gap-3 px-4 py-2 hover:bg-hover"
          >
            <span className="min-w-0 flex-1">
              <span className="flex items-center gap-2 font-medium">
                <span className="truncate">{workspace.name}</span>
                {workspace.isSample ? <Chip>sample</Chip> : null}
              </span>
              <span className="block truncate text-small text-muted">
                /{workspace.slug} · {roleWords[workspace.role].label}
              </span>
            </span>
            <ChevronRight className="icon text-muted" aria-hidden />
          </Link>
        </li>
      ))}
    </ul>
  );
}
