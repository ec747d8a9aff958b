import { Chip, type ChipTone } from '@/components/ui/chip';
import type { CampaignView } from '@/server/features/campaigns/schemas';

const tones: Record<CampaignView['state'], ChipTone> = {
  draft: 'neutral',
  launching: 'note',
  running: 'accent',
  paused: 'watch',
  stopped: 'neutral',
  finished: 'neutral',
};

export const StateChip = ({ state }: { state: CampaignView['state'] }) => <Chip tone={tones[state]}>{state}</Chip>;
