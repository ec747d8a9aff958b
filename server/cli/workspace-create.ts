import { sampleEmail } from '@/db/seed/sample-person';
import { inviteMember } from '@/server/features/members';
import { findPersonByEmail } from '@/server/features/people';
import { emailAddress } from '@/server/features/people/schemas';
import { createWorkspace } from '@/server/features/workspaces';
import { createWorkspaceInput } from '@/server/features/workspaces/schemas';
import { type Command, parseCommand } from './command';
import { parseInput } from './parse-input';

/** A known owner becomes one at once, an unknown address is invited; without an address it is the sample person's. */
export const workspaceCreate: Command = {
  name: 'workspace create',
  usage: '<slug> [--name NAME] [--count people|accounts] [--currency USD] [--timezone UTC] [--owner EMAIL]',
  summary: 'make a workspace',
  async run(args, { stores }) {
    const { words, values } = parseCommand(args, ['slug'], {
      name: { type: 'string' },
      count: { type: 'string' },
      currency: { type: 'string' },
      timezone: { type: 'string' },
      owner: { type: 'string' },
    });
    const { owner, json: _, ...typed } = values;
    const input = parseInput(createWorkspaceInput, { ...typed, slug: words.slug, name: typed.name ?? words.slug });
    const email = owner === undefined ? undefined : parseInput(emailAddress, owner);
    const maker = stores.personContext();
    const known = await findPersonByEmail(maker, email ?? sampleEmail);
    const person = known?.isVerified ? known.id : undefined;
    const made = await createWorkspace(
      { ...maker, db: stores.system() },
      { ...input, ...(person && { owner: person }) },
    );
    const lines = [`Made the workspace ${made.slug}.`];
    if (email !== undefined && person === undefined) {
      await inviteMember(stores.inWorkspace(made), { email, role: 'owner' });
      lines.push(`An invitation to own it was sent to ${email}.`);
    }
    return { json: { id: made.id, slug: made.slug }, lines };
  },
};
