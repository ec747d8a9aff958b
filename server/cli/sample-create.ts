import { sampleEmail, sampleName } from '@/db/seed/sample-person';
import { createVerifiedPerson, findPersonByEmail, resetOwner, resetPassword } from '@/server/features/people';
import { createSampleWorkspace, fillSample, type Filling } from '@/server/features/samples';
import { deleteSampleWorkspace, listOwnWorkspaces } from '@/server/features/workspaces';
import type { ServiceContext } from '@/server/platform/context';
import { type Command, type CommandIo, parseCommand } from './command';
import { waitUntilVisible } from './wait-until-visible';

/** Makes the sample person and workspace where they are missing. The password is new each time: only its hash is kept. */
export const sampleCreate: Command = {
  name: 'sample create',
  usage: '[--reset]',
  summary: 'make the sample workspace and a sign-in for it; --reset makes it anew',
  async run(args, io) {
    const { values } = parseCommand(args, [], { reset: { type: 'boolean' } });
    const password = io.stores.personContext().rng.bytes(15).toString('base64url');
    const personId = await signInWith(io, password);
    const maker = { ...io.stores.personContext(), person: { id: personId, sessionId: '' } };
    const own = await listOwnWorkspaces(maker);
    const known = own.find((workspace) => workspace.isSample);
    if (known && values.reset) await deleteSampleWorkspace(await io.stores.openWorkspace(known.slug));
    const isKept = known !== undefined && !values.reset;
    const ctx = isKept ? await io.stores.openWorkspace(known.slug) : await openFresh(io, personId);
    await fillSample(ctx, fillingBy(io, ctx));
    const workspace = ctx.workspace.slug;
    return {
      json: { email: sampleEmail, password, workspace, created: !isKept },
      lines: [`The sample workspace ${workspace} is there.`, `Sign in as ${sampleEmail} with ${password}`],
    };
  },
};

/** The sample person signs in with this password from now on. */
async function signInWith({ stores }: CommandIo, password: string): Promise<string> {
  const ctx = stores.personContext();
  const known = await findPersonByEmail(ctx, sampleEmail);
  if (!known?.isVerified)
    return (await createVerifiedPerson(ctx, { email: sampleEmail, name: sampleName, password })).id;
  const { path } = await resetOwner(ctx, { email: sampleEmail });
  await resetPassword(ctx, { token: path.slice(path.indexOf('=') + 1), password });
  return known.id;
}

const openFresh = async ({ stores }: CommandIo, owner: string): Promise<ServiceContext> =>
  stores.inWorkspace(await createSampleWorkspace({ ...stores.personContext(), db: stores.system() }, { owner }));

const fillingBy = (io: CommandIo, ctx: ServiceContext): Filling => ({
  dir: io.stores.env().HOLDFAST_DIR,
  untilVisible: () => waitUntilVisible(ctx, io),
  progress: async ({ line }) => io.progress(line),
});
