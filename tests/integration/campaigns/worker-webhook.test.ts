import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { revealSigningSecret } from '@/server/features/campaigns/signing-secret';
import { testStores } from '@/tests/support/stores';
import { buildWorker, type WorkerProgram } from '@/tests/support/worker-process';
import { type CampaignStage, customer, named, order, origin, setCampaignStage } from './stage';

vi.setConfig({ hookTimeout: 120_000, testTimeout: 60_000 });

interface Call {
  signature: string;
  body: string;
}

let stage: CampaignStage;
let program: WorkerProgram;
let listener: http.Server;
const calls: Call[] = [];

beforeAll(async () => {
  [stage, program] = await Promise.all([setCampaignStage({ at: new Date().toISOString() }), buildWorker()]);
  const lately = new Date(stage.tenant.clock.nowMs() - 86_400_000).toISOString();
  await stage.take([...named(20).map((id) => customer(id)), order('c1', lately, 1_000)]);
  listener = http.createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      calls.push({ signature: String(request.headers['holdfast-signature']), body: Buffer.concat(chunks).toString() });
      response.writeHead(204).end();
    });
  });
  listener.listen(0, '127.0.0.1');
  await once(listener, 'listening');
});
afterAll(async () => {
  program.remove();
  listener.close();
  await stage.close();
});

/** A campaign by webhook to our listener, carried out by the worker process with that environment until it is over. */
async function carryOut(name: string, env: Record<string, string>) {
  const webhookUrl = `http://127.0.0.1:${(listener.address() as AddressInfo).port}/hook`;
  const id = await stage.launched({ name, channel: 'webhook', webhookUrl, subject: '', message: 'Hi {{name}}' });
  const worker = program.start({ stores: await testStores(), origin, env });
  try {
    await vi.waitFor(
      async () => {
        const [row] = await stage.owner<{ all: number; ended: number; treated: number }[]>`
          select count(*)::int as all, count(*) filter (where state in ('sent', 'failed'))::int as ended,
            (select count(*)::int from assignments where campaign_id = ${id} and arm = 'treatment') as treated
          from hand_overs where campaign_id = ${id}`;
        expect(row?.all).toBeGreaterThan(0);
        expect(row?.ended).toBe(row?.treated);
      },
      { timeout: 30_000, interval: 200 },
    );
  } finally {
    await worker.kill();
  }
  const rows = await stage.owner<{ state: string; problem: string | null; n: number }[]>`
    select state, problem, count(*)::int as n from hand_overs where campaign_id = ${id} group by 1, 2`;
  return { id, rows };
}

test('the worker reaches no address inside, unless EGRESS_ALLOW names its network', async () => {
  const refused = await carryOut('Inside', {});
  expect(calls).toEqual([]);
  expect(refused.rows).toEqual([
    { state: 'failed', problem: expect.stringContaining('not a public one'), n: expect.any(Number) },
  ]);

  const { id, rows } = await carryOut('Named', { EGRESS_ALLOW: '127.0.0.0/8' });
  expect(rows).toEqual([{ state: 'sent', problem: null, n: calls.length }]);
  const { secret } = await revealSigningSecret(stage.tenant.as('analyst'), { id });
  for (const { signature, body } of calls) {
    const [, seconds = '', mac] = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(signature) ?? [];
    expect(mac).toBe(createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex'));
    expect(Math.abs(Date.now() / 1_000 - Number(seconds))).toBeLessThan(60);
    expect(JSON.parse(body)).toMatchObject({ type: 'campaign.contact', campaign: { id }, step: 1 });
  }
  const reached = calls.map(({ body }) => (JSON.parse(body) as { customer: { id: string } }).customer.id);
  expect(new Set(reached).size).toBe(calls.length);
});
