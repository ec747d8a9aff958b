/** What one delivery may hold. Every refusal names the limit it met. */
export const maxEventBytes = 32_768;
export const maxBatchBytes = 500_000;
export const maxBatchEvents = 2_500;
export const maxDepth = 32;
export const maxKeyBytes = 256;
/** Ids and names stand in B-tree indexes of the record, whose entries end below 2,704 bytes. */
export const maxIdBytes = 512;
export const maxAgeMs = 10 * 365.25 * 86_400_000;
export const maxAheadMs = 86_400_000;

/** Version of the rules of this folder, kept with every refused row so that it can be judged again by newer ones. */
export const ruleVersion = 1;
