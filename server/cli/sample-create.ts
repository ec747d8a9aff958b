import { sampleFiles } from '@/db/seed/files';
import { sampleProcess } from '@/db/seed/process';
import { sampleEmail, sampleName } from '@/db/seed/sample-person';
import { fitClv, getLatestClv } from '@/server/features/clv';
import { listImports, runImport, runPendingImports, startImport, uploadFile } from '@/server/features/imports';
import { createVerifiedPerson, findPersonByEmail, resetOwner, resetPassword } from '@/server/features/people';
import { createWorkspace, deleteSampleWorkspace, listOwnWorkspaces } from '@/server/features/workspaces';
import { addDays } from '@/server/platform/calendar';
import type { ServiceContext } from '@/server/platform/context';
import { isAppError } from '@/server/platform/errors';
import { type Command, type CommandIo, parseCommand } from './command';
import { waitUntilVisible } from './wait-until-visible';

const slug = 'sample';
const holdoutDays = 26 * 7;

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
    await fillSample(io, ctx);
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

/** Brings in what is missing: a command that was stopped half-way is finished by the next one. */
async function fillSample(io: CommandIo, ctx: ServiceContext): Promise<void> {
  await runPendingImports(ctx);
  const { imports } = await listImports(ctx, { limit: 100 });
  const known = new Set(imports.filter(({ state }) => state === 'done').map(({ fileName }) => fileName));
  for (const file of sampleFiles().filter(({ fileName }) => !known.has(fileName))) {
    const place = { dir: io.stores.env().HOLDFAST_DIR, maxBytes: Number.POSITIVE_INFINITY };
    const draft = await uploadFile(ctx, { fileName: file.fileName, bytes: file.pieces() }, place);
    await startImport(ctx, { importId: draft.id, stream: file.stream, map: file.map, set: {}, dryRun: false });
    const { stored } = await runImport(ctx, { importId: draft.id });
    io.progress(`${file.fileName}: ${stored} records`);
  }
  await waitUntilVisible(ctx, io);
  if ((await getLatestClv(ctx)).run) return;
  const { lastDay } = sampleProcess;
  await fitClv(ctx, { calibrateUntil: addDays(lastDay, -holdoutDays), holdoutUntil: lastDay, horizonWeeks: 52 });
}

async function openFresh({ stores }: CommandIo, owner: string): Promise<ServiceContext> {
  const shop = { name: 'Harbour Coffee', count: 'people' as const, currency: 'USD', timezone: 'America/New_York' };
  const maker = { ...stores.personContext(), db: stores.system() };
  for (let number = 1; ; number += 1) {
    try {
      const free = number === 1 ? slug : `${slug}-${number}`;
      return stores.inWorkspace(await createWorkspace(maker, { ...shop, slug: free, owner, isSample: true }));
    } catch (error) {
      if (!isAppError(error, 'conflict')) throw error;
    }
  }
}
