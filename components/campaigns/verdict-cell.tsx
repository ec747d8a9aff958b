'use client';

import { useQuery } from '@tanstack/react-query';
import { VerdictBadge } from '@/components/evidence/verdict-badge';
import { useTRPC } from '@/components/shell/api-provider';
import { Skeleton } from '@/components/ui/skeleton';
import type { CampaignView } from '@/server/features/campaigns/schemas';
import { effectText, endsText } from './campaign-words';

/** What a campaign did in a word and a figure, read when its row is there; how far its window is before that. */
export function VerdictCell({ campaign, currency }: { campaign: CampaignView; currency: string }) {
  const trpc = useTRPC();
  const isLaunched = campaign.state !== 'draft';
  const query = useQuery({ ...trpc.campaigns.results.queryOptions({ id: campaign.id }), enabled: isLaunched });
  if (!isLaunched) return <span className="text-muted">–</span>;
  if (query.isError) return <span className="text-muted">could not be read</span>;
  if (!query.data) return <Skeleton className="h-4 w-36" />;
  const { readOut, progress } = query.data;
  if (!readOut)
    return (
      <span className="text-muted">
        {progress.daysIn} of {progress.daysOf} days are in
      </span>
    );
  const { verdict, effect } = readOut;
  return (
    <span className="inline-flex items-center gap-2 whitespace-nowrap">
      <VerdictBadge verdict={verdict.word} />
      {effect.ok && verdict.word !== 'invalid' ? (
        <span className="text-muted max-md:hidden">
          {effectText(effect.difference, campaign.plan, currency)} ({endsText(effect, campaign.plan, currency)})
        </span>
      ) : null}
    </span>
  );
}
