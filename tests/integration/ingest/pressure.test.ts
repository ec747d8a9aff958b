import http from 'node:http';
import { Analytics } from '@segment/analytics-node';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { withWorkspace } from '@/server/platform/transaction';
import { type IngestStack, peakMemoryMb, type SendingTenant, startIngestStack } from '@/tests/support/ingest';

let stack: IngestStack;
beforeAll(async () => {
  stack = await startIngestStack();
}, 60_000);
afterAll(() => stack.stop());

interface Answer {
  status: number;
  retryAfter: string | undefined;
  accepted: number;
}

function sendBatch(agent: http.Agent, url: string, { key }: SendingTenant, body: string): Promise<Answer> {
  const headers = {
    authorization: `Basic ${Buffer.from(`${key}:`).toString('base64')}`,
    'content-length': body.length,
  };
  return new Promise((resolve, reject) => {
    const request = http.request(`${url}/v1/batch`, { agent, method: 'POST', headers }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (chunk: string) => {
        text += chunk;
      });
      response.on('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          retryAfter: response.headers['retry-after'],
          accepted: Number(/"accepted":(\d+)/.exec(text)?.[1] ?? 0),
        }),
      );
    });
    request.on('error', reject);
    request.end(body);
  });
}

const stored = async ({ ctx }: SendingTenant) => {
  const [row] = await withWorkspace(ctx, (tx) => tx.execute<{ n: number }>(sql`select count(*)::int as n from inbox`));
  return row?.n;
};

it('asks senders to come back when too much is under way, keeps its memory, and serves the others meanwhile', async () => {
  const ingest = await stack.startIngest();
  const [flood, quiet] = [await stack.makeTenant(), await stack.makeTenant()];
  const agent = new http.Agent({ keepAlive: true, maxSockets: 64 });
  const text = 'x'.repeat(300);
  const bodyOf = (n: number) => {
    const call = (i: number) =>
      `{"type":"track","event":"e","userId":"u","messageId":"${n}-${i}","timestamp":"2026-01-01T00:00:00.000Z","properties":{"t":"${text}"}}`;
    return `{"batch":[${Array.from({ length: 1_000 }, (_, i) => call(i)).join(',')}]}`;
  };
  const bodies = Array.from({ length: 160 }, (_, n) => bodyOf(n));
  const answers: Answer[] = [];
  const client = new Analytics({ writeKey: quiet.key, host: ingest.url, flushAt: 10, flushInterval: 20 });
  const failed: unknown[] = [];
  client.on('error', (error) => failed.push(error));
  let next = 0;
  const sender = async () => {
    while (next < bodies.length) {
      const answer = await sendBatch(agent, ingest.url, flood, bodies[next++] ?? '');
      answers.push(answer);
      client.track({ userId: 'q', event: 'quiet' });
    }
  };
  await Promise.all(Array.from({ length: 64 }, sender));
  const refused = answers.filter(({ status }) => status !== 200);
  expect(answers).toHaveLength(bodies.length);
  expect(refused.length).toBeGreaterThan(0);
  expect(refused.length).toBeLessThan(answers.length);
  expect(refused.every(({ status, retryAfter }) => status === 503 && /^[1-9]\d*$/.test(retryAfter ?? ''))).toBe(true);
  await client.closeAndFlush();
  expect(failed).toEqual([]);
  expect(await stored(quiet)).toBe(bodies.length);
  expect(await stored(flood)).toBe(answers.reduce((sum, { accepted }) => sum + accepted, 0));
  // What was refused comes again and is taken.
  for (const body of bodies) {
    while ((await sendBatch(agent, ingest.url, flood, body)).status !== 200);
  }
  expect(await stored(flood)).toBe(bodies.length * 1_000);
  expect(peakMemoryMb(ingest.child.pid)).toBeLessThan(512);
  agent.destroy();
}, 180_000);
