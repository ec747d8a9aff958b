import { takeFrom } from '@/server/auth/rate-limit';
import type { Role } from '@/server/auth/permissions';
import { findPersonByEmail } from '@/server/features/people';
import type { PersonContext } from '@/server/platform/context';
import { lookUpInvitation } from './internal';
import type { InvitationTokenInput } from './schemas';

export interface InvitationPreview {
  workspaceName: string;
  email: string;
  role: Role;
  state: 'open' | 'accepted' | 'revoked' | 'expired';
  /** The address can sign in already. Only who has its mail sees this. */
  hasAccount: boolean;
}

/** What an invitation's page says to whoever holds its link. */
export async function previewInvitation(ctx: PersonContext, input: InvitationTokenInput): Promise<InvitationPreview> {
  await takeFrom(ctx, [{ name: 'link', subject: ctx.client.address, limit: 60, windowMs: 900_000 }]);
  const { workspace, email, role, state } = await lookUpInvitation(ctx, input.token);
  const known = await findPersonByEmail(ctx, email);
  return { workspaceName: workspace.name, email, role, state, hasAccount: known?.isVerified ?? false };
}
