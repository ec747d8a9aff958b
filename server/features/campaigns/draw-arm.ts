import { createHash } from 'node:crypto';
import type { Arm } from '@/db/schema/campaigns.constants';

/** A number in [0, 1) that belongs to a customer in a campaign: the first 48 bits of SHA-256 of "salt:customer". */
export const drawOf = (salt: string, customerId: string): number =>
  createHash('sha256').update(`${salt}:${customerId}`).digest().readUIntBE(0, 6) / 2 ** 48;

/** The arm, a pure function of salt and customer: asked again it is the same, whoever else is in the audience. */
export const drawArm = (campaign: { salt: string; controlShare: number }, customerId: string): Arm =>
  drawOf(campaign.salt, customerId) < campaign.controlShare ? 'control' : 'treatment';
