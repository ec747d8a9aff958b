export const campaignStates = ['draft', 'launching', 'running', 'paused', 'stopped', 'finished'] as const;
export type CampaignState = (typeof campaignStates)[number];

export const campaignChannels = ['email', 'webhook'] as const;
export type CampaignChannel = (typeof campaignChannels)[number];

/** Bought at all in the window · money of its orders net of refunds · did an event at all. */
export const campaignMetrics = ['ordered', 'net_revenue', 'event'] as const;
export type CampaignMetric = (typeof campaignMetrics)[number];

export type Arm = 'control' | 'treatment';

export type HandOverState = 'planned' | 'claimed' | 'handing_over' | 'sent' | 'failed' | 'uncertain' | 'skipped';
