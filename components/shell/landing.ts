import type { Role } from '@/server/auth/permissions';

/** Where a member begins in a workspace: a CSM with whom to turn to, everyone else at Home. */
export const landingOf = (slug: string, role: Role): string => (role === 'csm' ? `/${slug}/queue` : `/${slug}`);
