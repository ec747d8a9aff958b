'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { formatDay } from '@/components/evidence/dates';
import { useTRPCClient } from '@/components/shell/api-provider';
import { Chip } from '@/components/ui/chip';
import { Select } from '@/components/ui/field';
import { Panel } from '@/components/ui/panel';
import { toast } from '@/components/ui/toast';
import { can, type Role, roles } from '@/server/auth/permissions';
import { RemoveMember } from './remove-member';
import { roleWords } from './role-words';

export interface MemberRow {
  personId: string;
  name: string;
  email: string;
  role: Role;
  joinedAt: Date;
}

interface MembersTableProps {
  members: readonly MemberRow[];
  me: { personId: string; role: Role };
  timeZone: string;
}

/** Everyone with their role. Who may not change a role sees it as words. */
export function MembersTable({ members, me, timeZone }: MembersTableProps) {
  const owners = members.filter((member) => member.role === 'owner').length;
  const mayTouch = (member: MemberRow) =>
    can(me.role, member.role === 'owner' ? 'owners:write' : 'members:write') &&
    !(member.role === 'owner' && owners === 1);
  return (
    <Panel title="Members" sub={`${members.length}`} flush>
      <table className="tbl">
        <thead>
          <tr>
            <th scope="col">Name</th>
            <th scope="col" className="max-md:hidden">
              E-mail
            </th>
            <th scope="col">Role</th>
            <th scope="col" className="max-md:hidden">
              Since
            </th>
            <th scope="col">
              <span className="sr-only">Remove</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {members.map((member) => (
            <tr key={member.personId}>
              <th scope="row" className="max-w-56 truncate font-medium max-md:max-w-36">
                {member.name} {member.personId === me.personId ? <Chip className="ml-1">you</Chip> : null}
                <span className="block truncate text-small font-normal text-muted md:hidden">{member.email}</span>
              </th>
              <td className="max-w-64 truncate text-text-2 max-md:hidden">{member.email}</td>
              <td>{mayTouch(member) ? <RoleSelect member={member} mine={me.role} /> : roleWords[member.role].label}</td>
              <td className="text-text-2 max-md:hidden">{formatDay(member.joinedAt.getTime(), { timeZone })}</td>
              <td className="r">
                {mayTouch(member) && member.personId !== me.personId ? <RemoveMember member={member} /> : null}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Panel>
  );
}

function RoleSelect({ member, mine }: { member: MemberRow; mine: Role }) {
  const client = useTRPCClient();
  const router = useRouter();
  const [isBusy, setBusy] = useState(false);
  const give = async (role: Role, before?: Role) => {
    setBusy(true);
    try {
      await client.members.changeRole.mutate({ personId: member.personId, role });
      const undo = before && { undo: () => void give(before) };
      toast({ text: `${member.name} is ${roleWords[role].label.toLowerCase()} now.`, ...undo });
    } catch (error) {
      toast({ text: error instanceof Error ? error.message : 'This did not work.', tone: 'failed' });
    } finally {
      setBusy(false);
      router.refresh();
    }
  };
  const choices = roles.filter((role) => role !== 'owner' || can(mine, 'owners:write'));
  return (
    <Select
      small
      className="min-w-24"
      aria-label={`Role of ${member.name}`}
      value={member.role}
      disabled={isBusy}
      onChange={(event) => void give(event.target.value as Role, member.role)}
    >
      {choices.map((role) => (
        <option key={role} value={role}>
          {roleWords[role].label}
        </option>
      ))}
    </Select>
  );
}

/** The roles with what each may do. */
export function RoleLegend() {
  return (
    <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1 text-small">
      {roles.map((role) => (
        <div key={role} className="contents">
          <dt className="font-medium">{roleWords[role].label}</dt>
          <dd className="text-muted">{roleWords[role].may}</dd>
        </div>
      ))}
    </dl>
  );
}
