import { Panel } from '@/components/ui/panel';
import { Denied } from '@/components/ui/states';
import type { Role } from '@/server/auth/permissions';
import { roleWords } from './role-words';

interface DeniedSectionProps {
  /** What cannot be done: "The audit log". */
  what: string;
  grantedTo: readonly Role[];
  members: readonly { name: string; role: Role }[];
}

/** No permission, and by name who can give it. */
export function DeniedSection({ what, grantedTo, members }: DeniedSectionProps) {
  const roles = grantedTo.map((role) => roleWords[role].label.toLowerCase()).join(' or ');
  const names = members
    .filter((member) => member.role === 'owner' || member.role === 'admin')
    .map((member) => member.name);
  return (
    <Panel>
      <Denied title={`${what} needs the role ${roles}.`}>
        {names.length === 0 ? 'An owner or admin' : inWords(names)} can give it to you.
      </Denied>
    </Panel>
  );
}

function inWords(names: readonly string[]): string {
  const shown = names.slice(0, 4);
  const rest = names.length - shown.length;
  const parts = rest > 0 ? [...shown, `${rest} more`] : shown;
  return parts.length === 1 ? (parts[0] ?? '') : `${parts.slice(0, -1).join(', ')} or ${parts.at(-1)}`;
}
