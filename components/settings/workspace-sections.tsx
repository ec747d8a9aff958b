import { KeyValues, Panel } from '@/components/ui/panel';
import { can, type Role } from '@/server/auth/permissions';
import type { SampleReset } from '@/server/features/samples/schemas';
import { LeaveWorkspace } from './leave-workspace';
import { RenameWorkspace } from './rename-workspace';
import { ResetSample } from './reset-sample';

interface WorkspaceSectionsProps {
  workspace: {
    slug: string;
    name: string;
    count: 'people' | 'accounts';
    currency: string;
    timezone: string;
    isSample: boolean;
    role: Role | undefined;
  };
  reset: SampleReset | null;
}

export function WorkspaceSections({ workspace, reset }: WorkspaceSectionsProps) {
  const { slug, name, count, currency, timezone, isSample, role } = workspace;
  const fixed = [
    { term: 'Address', value: `/${slug}` },
    { term: 'A customer is', value: count === 'people' ? 'a person' : 'an account' },
    { term: 'Currency', value: currency },
    { term: 'Time zone', value: timezone },
  ];
  return (
    <div className="flex max-w-[720px] flex-col gap-5">
      <Panel title="Name">
        <RenameWorkspace name={name} isAllowed={role !== undefined && can(role, 'workspace:write')} />
      </Panel>
      <Panel title="Set when it was made">
        <KeyValues items={fixed} />
      </Panel>
      {isSample ? (
        <Panel title="Sample data" sub="an invented shop, the same on every machine">
          <ResetSample slug={slug} reset={reset} isAllowed={role !== undefined && can(role, 'workspace:delete')} />
        </Panel>
      ) : null}
      <Panel title="Leave" sub="the last owner cannot">
        <LeaveWorkspace name={name} />
      </Panel>
    </div>
  );
}
