export const campaignStates = ['draft', 'launching', 'running', 'paused', 'stopped', 'finished'] as const;
export type CampaignState = (typeof campaignStates)[number];

export const campaignChannels = ['email', 'webhook'] as const;
export type CampaignChannel = (typeof campaignChannels)[number];

/** Bought at all in the window · money of its orders net of refunds · did an event at all. */
export const campaignMetrics = ['ordered', 'net_revenue', 'event'] as const;
export type CampaignMetric = (typeof campaignMetrics)[number];

export const arms = ['control', 'treatment'] as const;
export type Arm = (typeof arms)[number];

export const handOverStates = ['planned', 'claimed', 'handing_over', 'sent', 'failed', 'uncertain', 'skipped'] as const;
export type HandOverState = (typeof handOverStates)[number];

export const suppressionReasons = ['unsubscribed', 'bounced', 'complained', 'manual'] as const;
export type SuppressionReason = (typeof suppressionReasons)[number];
