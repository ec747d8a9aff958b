/** Fields of a customer or contact that have a column, by the trait names that mean them. Every other trait is `t.NAME`. */
export const customerTraits: Readonly<Record<string, string>> = {
  name: 'name',
  email: 'email',
  createdAt: 'createdAt',
  created_at: 'createdAt',
  country: 'country',
  timezone: 'timezone',
  locale: 'locale',
  acquisitionChannel: 'acquisitionChannel',
  acquisition_channel: 'acquisitionChannel',
  ownerEmail: 'ownerEmail',
  owner_email: 'ownerEmail',
  parentId: 'parentId',
  parent_id: 'parentId',
  referredBy: 'referredBy',
  referred_by: 'referredBy',
};

export const contactTraits: Readonly<Record<string, string>> = {
  name: 'name',
  email: 'email',
  role: 'role',
  title: 'role',
};

/** Text columns of `customers` by profile field. */
export const customerColumns: Readonly<Record<string, string>> = {
  name: 'name',
  email: 'email',
  parentId: 'parent_external_id',
  ownerEmail: 'owner_email',
  country: 'country',
  timezone: 'timezone',
  locale: 'locale',
  acquisitionChannel: 'acquisition_channel',
  referredBy: 'referred_by',
};

export const contactColumns: Readonly<Record<string, string>> = { email: 'email', name: 'name', role: 'role' };
