import { z } from 'zod';
import { emailAddress, linkToken, personName, typedPassword } from '@/server/features/people/schemas';

/** The roles of server/auth/permissions, most powerful first; a test keeps the two equal. */
const memberRoles = ['owner', 'admin', 'analyst', 'csm', 'viewer'] as const;

export const inviteMemberInput = z.object({ email: emailAddress, role: z.enum(memberRoles) });
export type InviteMemberInput = z.infer<typeof inviteMemberInput>;

export const revokeInvitationInput = z.object({ id: z.uuid() });
export type RevokeInvitationInput = z.infer<typeof revokeInvitationInput>;

export const changeRoleInput = z.object({ personId: z.uuid(), role: z.enum(memberRoles) });
export type ChangeRoleInput = z.infer<typeof changeRoleInput>;

export const removeMemberInput = z.object({ personId: z.uuid() });
export type RemoveMemberInput = z.infer<typeof removeMemberInput>;

export const invitationTokenInput = z.object({ token: linkToken });
export type InvitationTokenInput = z.infer<typeof invitationTokenInput>;

export const joinInput = z.object({ token: linkToken, name: personName, password: typedPassword });
export type JoinInput = z.infer<typeof joinInput>;
