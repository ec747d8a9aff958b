import { Split } from '@/components/ui/panel';
import { Denied } from '@/components/ui/states';
import type { Role } from '@/server/auth/permissions';
import { InvitationsTable, type InvitationRow } from './invitations-table';
import { InviteForm } from './invite-form';
import { type MemberRow, MembersTable } from './members-table';

interface MembersSectionsProps {
  members: readonly MemberRow[];
  /** Undefined for who may not invite. */
  invitations: readonly InvitationRow[] | undefined;
  me: { personId: string; role: Role };
  timeZone: string;
}

export function MembersSections({ members, invitations, me, timeZone }: MembersSectionsProps) {
  const table = <MembersTable members={members} me={me} timeZone={timeZone} />;
  if (!invitations) {
    return (
      <>
        {table}
        <Denied title="You can see who is here.">Owners and admins invite people and change roles.</Denied>
      </>
    );
  }
  return (
    <>
      <Split>
        {table}
        <InviteForm mine={me.role} />
      </Split>
      <InvitationsTable invitations={invitations} timeZone={timeZone} />
    </>
  );
}
