import { resetOwner } from '@/server/features/people';
import { type Command, parseCommand } from './command';

export const ownerReset: Command = {
  name: 'owner reset',
  usage: '<email>',
  summary: 'make a link that sets a new password, for an owner whom no mail reaches',
  async run(args, { stores }) {
    const { words } = parseCommand(args, ['email'], {});
    const { email, path, expiresAt, endedSessions } = await resetOwner(stores.personContext(), { email: words.email });
    const env = stores.env();
    const link = new URL(path, env.PUBLIC_URL ?? `http://localhost:${env.PORT}`).href;
    return {
      json: { email, link, expiresAt: expiresAt.toISOString(), endedSessions },
      lines: [`${email} sets a new password here, until ${expiresAt.toISOString()}:`, link],
    };
  },
};
