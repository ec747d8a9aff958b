/** A `waiting` request has no worker yet; one of the first two at a time for each workspace and kind of model. */
const modelRequestStates = ['waiting', 'running', 'done', 'failed', 'cancelled'] as const;
export type ModelRequestState = (typeof modelRequestStates)[number];

/** What a fit of value goes through, in order; a request counts those that are behind it. */
export const fitSteps = ['reading', 'nbd', 'bgnbd', 'mbgnbd', 'paretonbd', 'forecast'] as const;
export type FitStep = (typeof fitSteps)[number];
