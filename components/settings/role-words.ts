import type { Role } from '@/server/auth/permissions';

/** What a role is called and what it may do, in one line. */
export const roleWords: Readonly<Record<Role, { label: string; may: string }>> = {
  owner: { label: 'Owner', may: 'everything, other owners included' },
  admin: { label: 'Admin', may: 'everything but other owners' },
  analyst: { label: 'Analyst', may: 'data, segments, models and campaigns' },
  csm: { label: 'CSM', may: 'customers, segments and the queue' },
  viewer: { label: 'Viewer', may: 'see everything, change nothing' },
};
