/** Roles and what they may do, as data. The same pure check guards verbs and hides buttons. */
export const roles = ['owner', 'admin', 'analyst', 'csm', 'viewer'] as const;
export type Role = (typeof roles)[number];

const everyone = ['owner', 'admin', 'analyst', 'csm', 'viewer'] as const;
const analysts = ['owner', 'admin', 'analyst'] as const;
const workers = ['owner', 'admin', 'analyst', 'csm'] as const;
const admins = ['owner', 'admin'] as const;
const owners = ['owner'] as const;

export const permissions = {
  'workspace:read': everyone,
  'workspace:write': admins,
  'workspace:delete': owners,
  'members:read': everyone,
  'members:write': admins,
  'invitations:read': admins,
  'owners:write': owners,
  'audit:read': admins,
  'mail:read': admins,
  'sources:read': analysts,
  'sources:write': admins,
  'imports:read': analysts,
  'imports:write': analysts,
  'customers:read': everyone,
  'customers:write': workers,
  'customers:merge': admins,
  'customers:erase': admins,
  'segments:read': everyone,
  'segments:write': workers,
  'cohorts:read': everyone,
  'clv:read': everyone,
  'clv:run': analysts,
  'churn:read': everyone,
  'churn:run': analysts,
  'campaigns:read': everyone,
  'campaigns:write': analysts,
  'queue:read': everyone,
  'queue:write': workers,
} as const satisfies Record<string, readonly Role[]>;

export type Permission = keyof typeof permissions;

export const can = (role: Role, permission: Permission): boolean =>
  (permissions[permission] as readonly Role[]).includes(role);

/** The least powerful role that has a permission: who to ask, for the "permission denied" state. */
export const grantedTo = (permission: Permission): readonly Role[] => permissions[permission];
