import type { Role } from '@/server/auth/permissions';

const counted = (n: number, one: string, many: string) => `${n} ${n === 1 ? one : many}`;

/** The page's sentence: how many people, how many of them owners, how many invited. */
export function membersAnswer(
  workspaceName: string,
  members: readonly { role: Role }[],
  invitations: { state: string; data?: readonly { isExpired: boolean }[] },
): { answer: string; next?: string } {
  const owners = members.filter((member) => member.role === 'owner').length;
  const answer =
    members.length === 1
      ? `You are alone in ${workspaceName}.`
      : `${counted(members.length, 'person', 'people')} work in ${workspaceName}, ${counted(owners, 'owner', 'owners')} among them.`;
  const open = invitations.data?.filter((invitation) => !invitation.isExpired).length ?? 0;
  if (invitations.state !== 'ready') return { answer };
  if (open > 0) return { answer, next: `${counted(open, 'invitation is', 'invitations are')} not answered yet.` };
  return owners === 1 && members.length > 1
    ? { answer, next: 'With a second owner nobody is locked out when the first is away.' }
    : { answer };
}
