import { adoptArms, getCampaign, listCampaigns, pauseCampaign, stopCampaign } from '@/server/features/campaigns';
import type { ServiceContext } from '@/server/platform/context';
import { AppError } from '@/server/platform/errors';
import { type Command, type CommandAnswer, parseCommand } from './command';

const usage = '<slug> <campaign>';

/** By its name or its id. */
async function findCampaign(ctx: ServiceContext, wanted: string): Promise<string> {
  const found = (await listCampaigns(ctx)).find(({ id, name }) => id === wanted || name === wanted);
  if (!found) throw new AppError('not_found', `There is no campaign ${wanted}.`);
  return found.id;
}

async function statusOf(ctx: ServiceContext, id: string): Promise<CommandAnswer> {
  const { campaign, counts } = await getCampaign(ctx, { id });
  const { name, state, launchedAt, endsAt } = campaign;
  const handOvers = Object.entries(counts.handOvers).map(([each, n]) => `${n} ${each}`);
  return {
    json: { id, name, state, launchedAt, endsAt, arms: counts.arms, handOvers: counts.handOvers },
    lines: [
      `${name}: ${state}`,
      `${counts.arms.treatment} in treatment, ${counts.arms.control} in control`,
      ...(handOvers.length > 0 ? [handOvers.join(', ')] : []),
    ],
  };
}

const command = (
  name: string,
  summary: string,
  act?: (ctx: ServiceContext, input: { id: string }) => Promise<unknown>,
): Command => ({
  name: `campaign ${name}`,
  usage,
  summary,
  async run(args, { stores }) {
    const { words } = parseCommand(args, ['slug', 'campaign'], {});
    const ctx = await stores.openWorkspace(words.slug);
    const id = await findCampaign(ctx, words.campaign);
    await act?.(ctx, { id });
    return statusOf(ctx, id);
  },
});

export const campaignStatus = command('status', 'state of a campaign, its arms and its hand-overs');
export const campaignPause = command('pause', 'begin no more hand-overs until it is resumed', pauseCampaign);
export const campaignStop = command(
  'stop',
  'contact nobody any more; the result is read when the window closes',
  stopCampaign,
);
export const campaignAdopt = command(
  'adopt',
  'finish a draft of a campaign that took place elsewhere, with the imported arms that name its id',
  adoptArms,
);
