import type { Rng } from '@/server/platform/rng';
import type { BlockScope } from './block-scope';
import { makeFirstSeen } from './first-sight';
import { foldContacts, foldCustomerProfiles, refoldCustomerProfiles } from './fold';
import { joinCustomers, readAliases } from './join-customers';
import { linkAnonymous } from './links';
import { keepProfileUpdates } from './profile-updates';

const speaksOf = (kinds: ReadonlySet<string>, ...some: string[]) => some.some((kind) => kinds.has(kind));

/** Who the block's rows are about: new customers and contacts, ties between identifiers, joined customers, profiles. */
export async function resolveIdentity(scope: BlockScope, rng: Rng): Promise<void> {
  const { kinds, workspace } = scope;
  await makeFirstSeen(scope);
  const saysProfile = speaksOf(kinds, 'customers', 'contacts', 'identify', 'group');
  if (saysProfile) await keepProfileUpdates(scope);
  if (speaksOf(kinds, 'identify', 'group', 'alias')) await linkAnonymous(scope);
  if (kinds.has('alias') && workspace.count === 'people') await joinCustomers(scope, await readAliases(scope), rng);
  if (saysProfile || kinds.has('alias')) await foldContacts(scope);
  if (saysProfile) await foldCustomerProfiles(scope);
  if (saysProfile || kinds.has('alias')) await refoldCustomerProfiles(scope);
}
