'use client';

import { useRouter } from 'next/navigation';
import { formatDay } from '@/components/evidence/dates';
import { useTRPCClient } from '@/components/shell/api-provider';
import { Button } from '@/components/ui/button';
import { Chip } from '@/components/ui/chip';
import { Panel } from '@/components/ui/panel';
import { toast } from '@/components/ui/toast';
import type { Role } from '@/server/auth/permissions';
import { roleWords } from './role-words';

export interface InvitationRow {
  id: string;
  email: string;
  role: Role;
  expiresAt: Date;
  isExpired: boolean;
}

export function InvitationsTable({
  invitations,
  timeZone,
}: {
  invitations: readonly InvitationRow[];
  timeZone: string;
}) {
  const client = useTRPCClient();
  const router = useRouter();
  const withdraw = async (invitation: InvitationRow) => {
    const undo = () =>
      void client.members.invite
        .mutate({ email: invitation.email, role: invitation.role })
        .then(() => router.refresh());
    try {
      await client.members.revokeInvitation.mutate({ id: invitation.id });
      toast({ text: `The invitation to ${invitation.email} is withdrawn.`, undo });
    } catch (error) {
      toast({ text: error instanceof Error ? error.message : 'This did not work.', tone: 'failed' });
    }
    router.refresh();
  };
  return (
    <Panel title="Open invitations" sub={`${invitations.length}`} flush>
      {invitations.length === 0 ? (
        <p className="px-4 py-3 text-table text-muted">Nobody is invited right now.</p>
      ) : (
        <table className="tbl">
          <thead>
            <tr>
              <th scope="col">E-mail</th>
              <th scope="col">Role</th>
              <th scope="col" className="max-md:hidden">
                Works until
              </th>
              <th scope="col">
                <span className="sr-only">Withdraw</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {invitations.map((invitation) => (
              <tr key={invitation.id}>
                <th scope="row" className="max-w-64 truncate font-medium">
                  {invitation.email}
                </th>
                <td>{roleWords[invitation.role].label}</td>
                <td className="text-text-2 max-md:hidden">
                  {invitation.isExpired ? (
                    <Chip tone="watch">too old</Chip>
                  ) : (
                    formatDay(invitation.expiresAt.getTime(), { timeZone })
                  )}
                </td>
                <td className="r">
                  <Button
                    size="small"
                    variant="quiet"
                    aria-label={`Withdraw the invitation to ${invitation.email}`}
                    onClick={() => void withdraw(invitation)}
                  >
                    Withdraw
                  </Button>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Panel>
  );
}
