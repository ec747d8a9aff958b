import { createHmac } from 'node:crypto';
import type { KeyRing } from '@/server/platform/keys';
import { sameBytes } from '@/server/platform/keys';

/** Which hand-over a link to unsubscribe stands in. No address and no name are in it. */
export interface HandOverPlace {
  workspaceId: string;
  campaignId: string;
  customerId: string;
  step: number;
}

type Keys = Pick<KeyRing, 'sessionSecret'>;

const macOf = (keys: Keys, body: Buffer): Buffer =>
  createHmac('sha256', keys.sessionSecret).update('holdfast unsubscribe').update(body).digest().subarray(0, 16);

const bytesOf = (id: string): Buffer => Buffer.from(id.replaceAll('-', ''), 'hex');
const idAt = (body: Buffer, at: number): string =>
  body.toString('hex', at, at + 16).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');

/** Ids of workspace, campaign and customer, the step, and 16 bytes of HMAC-SHA256 under the session secret, base64url. */
export function signUnsubscribe(keys: Keys, place: HandOverPlace): string {
  const step = Buffer.alloc(2);
  step.writeUInt16BE(place.step);
  const body = Buffer.concat([bytesOf(place.workspaceId), bytesOf(place.campaignId), bytesOf(place.customerId), step]);
  return Buffer.concat([body, macOf(keys, body)]).toString('base64url');
}

/** Undefined for anything we did not sign. */
export function readUnsubscribe(keys: Keys, token: string): HandOverPlace | undefined {
  const bytes = Buffer.from(token, 'base64url');
  if (bytes.length !== 66 || bytes.toString('base64url') !== token) return undefined;
  const body = bytes.subarray(0, 50);
  if (!sameBytes(macOf(keys, body), bytes.subarray(50))) return undefined;
  return {
    workspaceId: idAt(body, 0),
    campaignId: idAt(body, 16),
    customerId: idAt(body, 32),
    step: body.readUInt16BE(48),
  };
}
