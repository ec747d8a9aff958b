import { type SampleFile, sampleFiles } from '@/db/seed/files';
import { sampleProcess } from '@/db/seed/process';
import { sampleSegments } from '@/db/seed/segments';
import { requirePermission } from '@/server/auth/require-permission';
import { adoptArms, createCampaign, listCampaigns } from '@/server/features/campaigns';
import { fitClv, getLatestClv } from '@/server/features/clv';
import { listImports, runImport, runPendingImports, startImport, uploadFile } from '@/server/features/imports';
import { createSegment, listSegments } from '@/server/features/segments';
import { addDays } from '@/server/platform/calendar';
import type { ServiceContext } from '@/server/platform/context';

const holdoutDays = 26 * 7;

export interface Filling {
  /** Where uploads are kept until they are read. */
  dir: string;
  /** Until everything accepted so far can be asked for. */
  untilVisible(): Promise<void>;
  progress(step: { line: string; done: number; of: number }): Promise<void>;
}

/** After the files: segments and visibility, campaigns, the value models. */
const stepsAfterFiles = 3;

/**
 * Brings into a sample workspace what is missing, by the ways that an owner's data takes: files are uploaded and imported,
 * segments and campaigns made by their verbs. A filling that was stopped half-way is finished by the next one.
 */
export async function fillSample(ctx: ServiceContext, filling: Filling): Promise<void> {
  requirePermission(ctx, 'imports:write');
  await runPendingImports(ctx);
  const campaigns = await campaignIds(ctx);
  const { imports } = await listImports(ctx, { limit: 100 });
  const known = new Set(imports.filter(({ state }) => state === 'done').map(({ fileName }) => fileName));
  const files = sampleFiles();
  const of = files.length + stepsAfterFiles;
  for (const [at, file] of files.entries()) {
    if (known.has(file.fileName)) continue;
    const stored = await importFile(ctx, { file, campaign: campaigns.get(file.campaign ?? ''), dir: filling.dir });
    await filling.progress({ line: `${file.fileName}: ${stored} records`, done: at + 1, of });
  }
  await createSegments(ctx);
  await filling.untilVisible();
  await filling.progress({ line: 'every record can be asked for', done: of - 2, of });
  for (const { id, state } of await listCampaigns(ctx))
    if (state === 'draft' && [...campaigns.values()].includes(id)) await adoptArms(ctx, { id });
  await filling.progress({ line: 'two campaigns are finished', done: of - 1, of });
  if ((await getLatestClv(ctx)).run) return;
  const { lastDay } = sampleProcess;
  await fitClv(ctx, { calibrateUntil: addDays(lastDay, -holdoutDays), holdoutUntil: lastDay, horizonWeeks: 52 });
}

interface Importing {
  file: SampleFile;
  campaign: string | undefined;
  dir: string;
}

async function importFile(ctx: ServiceContext, { file, campaign, dir }: Importing): Promise<number> {
  const place = { dir, maxBytes: Number.POSITIVE_INFINITY };
  const draft = await uploadFile(ctx, { fileName: file.fileName, bytes: file.pieces() }, place);
  const set: Record<string, string> = campaign === undefined ? {} : { campaign };
  await startImport(ctx, { importId: draft.id, stream: file.stream, map: file.map, set, keep: [], dryRun: false });
  return (await runImport(ctx, { importId: draft.id })).stored;
}

/** The sample's campaigns by name, as drafts where they were not there: the files of their arms name their ids. */
async function campaignIds(ctx: ServiceContext): Promise<Map<string, string>> {
  const ids = new Map((await listCampaigns(ctx)).map(({ name, id }) => [name, id]));
  for (const { name, subject, message, controlShare, windowDays, smallest } of sampleProcess.campaigns) {
    if (ids.has(name)) continue;
    const plan = { metric: 'ordered' as const, windowDays, smallest, alpha: 0.05, better: 'higher' as const };
    const draft = { name, subject, message, controlShare, plan, channel: 'email' as const };
    ids.set(name, (await createCampaign(ctx, { ...draft, segment: null, webhookUrl: null })).id);
  }
  return ids;
}

async function createSegments(ctx: ServiceContext): Promise<void> {
  const { rows } = await listSegments(ctx);
  const known = new Set(rows.map(({ name }) => name));
  for (const segment of sampleSegments) if (!known.has(segment.name)) await createSegment(ctx, segment);
}
