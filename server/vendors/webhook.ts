import { createHmac } from 'node:crypto';
import type { Clock } from '@/server/platform/clock';
import { type Egress, EgressRefused } from '@/server/platform/egress';
import type { HandOver } from './mail';

export interface OutgoingWebhook {
  /** Stays the same however often it is tried, so that a receiver can tell the same call twice from two calls. */
  id: string;
  url: string;
  secret: string;
  body: string;
}

export interface WebhookSender {
  /** Connects, then waits for `beforeHandOver`: only when it resolves to true does a byte of the call leave. Never throws for what the other side does. */
  send(webhook: OutgoingWebhook, beforeHandOver: () => Promise<boolean>): Promise<HandOver>;
}

/** `t=<unix seconds>,v1=<hex HMAC-SHA256 of "t.body" under the secret>` */
export const signWebhook = (secret: string, seconds: number, body: string): string =>
  `t=${seconds},v1=${createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex')}`;

const comesBack = new Set([408, 425, 429]);

/** Calls addresses that people typed: every one goes through the egress guard. */
export function createWebhookSender({ egress, clock }: { egress: Egress; clock: Clock }): WebhookSender {
  return {
    async send({ id, url, secret, body }, beforeHandOver) {
      const opened = await open(egress, url);
      if ('outcome' in opened) return opened;
      try {
        if (!(await beforeHandOver())) return { outcome: 'withdrawn' };
        const seconds = Math.floor(clock.nowMs() / 1000);
        const headers = {
          'content-type': 'application/json',
          'user-agent': 'Holdfast',
          'holdfast-delivery': id,
          'holdfast-signature': signWebhook(secret, seconds, body),
        };
        return await opened.send({ method: 'POST', headers, body }).then(
          ({ status }) => outcomeOf(status),
          (error: unknown) => ({ outcome: 'lost', reason: reasonOf(error) }) as const,
        );
      } finally {
        opened.close();
      }
    },
  };
}

async function open(egress: Egress, url: string) {
  try {
    return await egress.connect(url);
  } catch (error) {
    return { outcome: 'refused', permanent: error instanceof EgressRefused, reason: reasonOf(error) } as const;
  }
}

function outcomeOf(status: number): HandOver {
  if (status >= 200 && status < 300) return { outcome: 'accepted' };
  return { outcome: 'refused', permanent: status < 500 && !comesBack.has(status), reason: `answered ${status}` };
}

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error)).slice(0, 500);
