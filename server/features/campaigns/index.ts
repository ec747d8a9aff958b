export { adoptArms } from './adopt-arms';
export { createCampaign } from './create';
export { getCampaign } from './get';
export { listCampaigns } from './list';
export { pauseCampaign } from './pause';
export { stopCampaign } from './stop';
export type { Delivery } from './delivery/deliver';
export { listWorkspacesWithHandOvers, runCampaigns } from './delivery/run';
export { getUnsubscribePage, unsubscribe } from './unsubscribe';
