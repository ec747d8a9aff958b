import { people } from '@/db/schema';
import type { PersonContext } from '@/server/platform/context';
import { AppError } from '@/server/platform/errors';
import { ofPerson, withPerson } from '@/server/platform/transaction';
import { requirePerson } from './internal';

export interface OwnProfile {
  id: string;
  name: string;
  email: string;
}

export async function getOwnProfile(ctx: PersonContext): Promise<OwnProfile> {
  const person = requirePerson(ctx);
  const [row] = await withPerson(ctx, (tx) =>
    tx
      .select({ id: people.personId, name: people.name, email: people.email })
      .from(people)
      .where(ofPerson(person.id, people)),
  );
  if (!row) throw new AppError('not_found', 'This account is gone.');
  return row;
}
