import { people } from '@/db/schema';
import type { PersonContext } from '@/server/platform/context';
import { ofPerson, withPerson } from '@/server/platform/transaction';
import { requirePerson } from './internal';
import type { RenameInput } from './schemas';

/** Changes one's own name, as fellow members see it. */
export async function renameSelf(ctx: PersonContext, input: RenameInput): Promise<void> {
  const person = requirePerson(ctx);
  await withPerson(ctx, (tx) => tx.update(people).set({ name: input.name }).where(ofPerson(person.id, people)));
}
