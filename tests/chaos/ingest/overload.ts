import http from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { peakMemoryMb, startIngestStack } from '../../support/ingest';

const BATCH = 50;
const SENDERS = 32;
const PEAK_MS = 10_000;
const OVERLOAD_MS = 20_000;
/** Above the four that are asked for, so that a late last batch does not decide. */
const FACTOR = 4.2;

export interface OverloadFigures {
  peakPerSecond: number;
  /** Of what had left this process whole while the overload lasted. */
  offeredPerSecond: number;
  acceptedPerSecond: number;
  refused: number;
  badRefusals: number;
  socketErrors: number;
  peakMemoryMb: number;
  recoveryMs: number;
}

interface Tally {
  sent: number;
  accepted: number;
  refused: number;
  badRefusals: number;
  errors: number;
}

/** Measures the peak of one ingest process, then offers four times as much, then looks how soon it is itself again. */
export async function overloadIngest(): Promise<OverloadFigures> {
  const stack = await startIngestStack();
  try {
    const [ingest, tenant] = [await stack.startIngest(), await stack.makeTenant()];
    const agent = new http.Agent({ keepAlive: true, maxSockets: 800 });
    const tally: Tally = { sent: 0, accepted: 0, refused: 0, badRefusals: 0, errors: 0 };
    let serial = 0;
    const send = () => post({ agent, url: ingest.url, key: tenant.key }, batchOf(serial++), tally);

    const until = performance.now() + PEAK_MS;
    const closed = async () => {
      while (performance.now() < until) await send();
    };
    await Promise.all(Array.from({ length: SENDERS }, closed));
    const peakPerSecond = Math.round((tally.accepted / PEAK_MS) * 1_000);

    Object.assign(tally, { sent: 0, accepted: 0 });
    const startedAt = performance.now();
    const open: Promise<void>[] = [];
    for (let sent = 0; performance.now() - startedAt < OVERLOAD_MS; await sleep(5)) {
      const due = ((performance.now() - startedAt) / 1_000) * (peakPerSecond / BATCH) * FACTOR;
      for (; sent < due; sent++) open.push(send());
    }
    const seconds = (performance.now() - startedAt) / 1_000;
    const { accepted, sent: left } = tally;
    const recoveryMs = await recover(send, tally);
    await Promise.all(open);
    agent.destroy();
    return {
      peakPerSecond,
      offeredPerSecond: Math.round((left * BATCH) / seconds),
      acceptedPerSecond: Math.round(accepted / seconds),
      refused: tally.refused,
      badRefusals: tally.badRefusals,
      socketErrors: tally.errors,
      peakMemoryMb: peakMemoryMb(ingest.child.pid),
      recoveryMs: Math.round(recoveryMs),
    };
  } finally {
    await stack.stop();
  }
}

/** Time until ten batches in a row are accepted, one after the other. */
async function recover(send: () => Promise<void>, tally: Tally): Promise<number> {
  const startedAt = performance.now();
  for (let good = 0; good < 10; ) {
    const before = tally.accepted;
    await send();
    good = tally.accepted > before ? good + 1 : 0;
    if (performance.now() - startedAt > 60_000) break;
  }
  return performance.now() - startedAt;
}

function batchOf(n: number): string {
  const calls = Array.from({ length: BATCH }, (_, i) => ({
    type: 'track',
    event: 'Product Viewed',
    userId: `customer-${(n * BATCH + i) % 20_000}`,
    messageId: `overload-${n}-${i}`,
    timestamp: '2024-03-04T12:00:00.000Z',
    properties: { path: '/products/42', position: i, plan: 'pro', price: 12.5 },
  }));
  return JSON.stringify({ batch: calls });
}

function post(to: { agent: http.Agent; url: string; key: string }, body: string, tally: Tally): Promise<void> {
  const headers = {
    authorization: `Basic ${Buffer.from(`${to.key}:`).toString('base64')}`,
    'content-length': body.length,
  };
  return new Promise((resolve) => {
    const request = http.request(`${to.url}/v1/batch`, { agent: to.agent, method: 'POST', headers }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (chunk: string) => {
        text += chunk;
      });
      response.on('end', () => {
        const isRefusal = response.statusCode === 503 && /^[1-9]\d*$/.test(response.headers['retry-after'] ?? '');
        if (response.statusCode === 200) tally.accepted += Number(/"accepted":(\d+)/.exec(text)?.[1] ?? 0);
        else if (isRefusal) tally.refused += 1;
        else tally.badRefusals += 1;
        resolve();
      });
    });
    request.on('finish', () => {
      tally.sent += 1;
    });
    request.on('error', () => {
      tally.errors += 1;
      resolve();
    });
    request.end(body);
  });
}
