import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { runCampaigns } from '@/server/features/campaigns';
import { revealSigningSecret } from '@/server/features/campaigns/signing-secret';
import { Database } from '@/server/platform/database';
import { seededRng } from '@/server/platform/rng';
import { createMailer } from '@/server/vendors/mail';
import { drain } from '@/tests/support/facts';
import { type FlakyProxy, startFlakyProxy } from '@/tests/support/flaky-proxy';
import { testStores } from '@/tests/support/stores';
import { type CampaignStage, customer, named, order, origin, setCampaignStage } from './stage';

vi.setConfig({ hookTimeout: 120_000, testTimeout: 300_000 });

let stage: CampaignStage;
let record: FlakyProxy;
let smtp: FlakyProxy;
const interruptions = 12;

beforeAll(async () => {
  stage = await setCampaignStage();
  const { systemUrl } = await testStores();
  const [store, sink] = [new URL(systemUrl), new URL(stage.sink.url)];
  record = await startFlakyProxy({ host: store.hostname, port: Number(store.port) });
  smtp = await startFlakyProxy({ host: sink.hostname, port: Number(sink.port) });
  await stage.take([...named(60).map((id) => customer(id)), order('c1', '2026-02-20T10:00:00Z', 1_000)]);
});
afterAll(async () => {
  await Promise.all([record.close(), smtp.close()]);
  await stage.close();
});

const through = (url: string, port: number): string => Object.assign(new URL(url), { port: String(port) }).href;

/** A worker of its own, with connections that are cut at a message drawn by the seed: then it is gone. */
async function liveOnce(life: number, draw: Buffer): Promise<boolean> {
  const { systemUrl } = await testStores();
  const db = new Database(through(systemUrl, record.port), { max: 2 });
  const mailer = createMailer({ smtpUrl: through(stage.sink.url, smtp.port), origin });
  const target = draw.readUInt8(0) % 3 === 0 ? smtp : record;
  const message = 1 + (draw.readUInt8(1) % (target === smtp ? 12 : 60));
  target.cutAt(message, draw.readUInt8(2) % 2 === 0 ? 'before' : 'after');
  await runCampaigns({ ...stage.delivery({ worker: `life ${life}`, mailer }), db }).catch(() => {});
  await db.close();
  return target.mend();
}

test('cut off anywhere, from the record or from the mail server, nobody is sent to twice and no doubt is hidden', async () => {
  const id = await stage.launched({ name: 'Interrupted' });
  const draw = seededRng('interruptions 1');
  let cuts = 0;
  for (let life = 0; life < interruptions; life += 1) {
    if (await liveOnce(life, draw.bytes(3))) cuts += 1;
    stage.tenant.clock.advanceMs(400_000);
  }
  await stage.settle();
  stage.tenant.clock.advanceMs(400_000);
  await stage.settle();
  const rows = await stage.owner<{ email: string; arm: string; state: string | null }[]>`
    select c.email, a.arm, h.state from assignments a join customers c on c.workspace_id = a.workspace_id and c.id = a.customer_id
    left join hand_overs h on h.workspace_id = a.workspace_id and h.campaign_id = a.campaign_id and h.customer_id = a.customer_id
    where a.campaign_id = ${id}`;
  const times = (email: string) => stage.sink.taken.filter(({ to }) => to === email).length;
  const states = new Map<string, number>();
  for (const { email, arm, state } of rows) {
    const end = arm === 'control' ? 'control' : (state ?? 'none');
    states.set(end, (states.get(end) ?? 0) + 1);
    const allowed: Record<string, number[]> = { control: [0], sent: [1], uncertain: [0, 1] };
    expect(allowed[end], `${end} was sent to ${times(email)} times`).toContain(times(email));
  }
  process.stdout.write(
    `campaigns: ${cuts} of ${interruptions} interruptions, ${JSON.stringify(Object.fromEntries(states))}\n`,
  );
  expect(rows).toHaveLength(60);
  expect(cuts).toBeGreaterThan(interruptions / 3);
});

test('a hand-over that a dead worker left open is uncertain after five minutes, and stays so', async () => {
  const id = await stage.launched({ name: 'Dead', controlShare: 0.5 });
  await runCampaigns(stage.delivery());
  stage.sink.taken.length = 0;
  await stage.owner`update hand_overs set state = 'handing_over', claimed_by = 'gone', claimed_at = ${new Date(stage.tenant.clock.nowMs())} where campaign_id = ${id}`;
  await stage.settle();
  expect(stage.sink.taken).toEqual([]);
  stage.tenant.clock.advanceMs(300_001);
  await stage.settle();
  stage.tenant.clock.advanceMs(24 * 3_600_000);
  await stage.settle();
  const states = await stage.owner`select distinct state, problem from hand_overs where campaign_id = ${id}`;
  expect(states).toEqual([{ state: 'uncertain', problem: 'the sender stopped during the hand-over' }]);
  expect(stage.sink.taken).toEqual([]);
});

test('a webhook is signed, called once, tried again after 503 under the same id, and ends at 410', async () => {
  const calls: { id: string; signature: string; body: string }[] = [];
  const answers = new Map<string, number[]>();
  const server = http.createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = Buffer.concat(chunks).toString();
      const customerId = (JSON.parse(body) as { customer: { id: string } }).customer.id;
      calls.push({
        id: String(request.headers['holdfast-delivery']),
        signature: String(request.headers['holdfast-signature']),
        body,
      });
      response.writeHead(answers.get(customerId)?.shift() ?? 204).end();
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const webhookUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`;
  const id = await stage.launched({
    name: 'Hooked',
    channel: 'webhook',
    webhookUrl,
    controlShare: 0.5,
    subject: '',
    message: 'Hi {{name}}',
  });
  await runCampaigns(stage.delivery());
  const treated = await stage.owner<{ externalId: string }[]>`select c.external_id as "externalId" from assignments a
    join customers c on c.workspace_id = a.workspace_id and c.id = a.customer_id where a.campaign_id = ${id} and a.arm = 'treatment' order by 1`;
  const [later, gone] = treated.map(({ externalId }) => externalId);
  answers.set(later ?? '', [503]).set(gone ?? '', [410]);
  await stage.settle();
  stage.tenant.clock.advanceMs(3_600_000);
  await stage.settle();
  server.close();
  const { secret } = await revealSigningSecret(stage.tenant.as('analyst'), { id });
  for (const { signature, body } of calls) {
    const [, seconds = ''] = /^t=(\d+),v1=[0-9a-f]{64}$/.exec(signature) ?? [];
    expect(signature).toBe(
      `t=${seconds},v1=${createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex')}`,
    );
  }
  const callsOf = (externalId = '') => calls.filter(({ body }) => body.includes(`"id":"${externalId}"`));
  expect(calls).toHaveLength(treated.length + 1);
  expect(new Set(callsOf(later).map((call) => call.id)).size).toBe(1);
  expect(callsOf(later)).toHaveLength(2);
  expect(callsOf(gone)).toHaveLength(1);
  const states =
    await stage.owner`select state, count(*)::int as n from hand_overs where campaign_id = ${id} group by 1 order by 1`;
  expect(states).toEqual([
    { state: 'failed', n: 1 },
    { state: 'sent', n: treated.length - 1 },
  ]);
  await drain(stage.worker, stage.tenant.workspace);
});

test('a webhook to an address inside is never called', async () => {
  const id = await stage.launched({
    name: 'Inside',
    channel: 'webhook',
    webhookUrl: 'http://169.254.169.254/latest',
    controlShare: 0.5,
  });
  await stage.settle();
  const states = await stage.owner`select distinct state, problem from hand_overs where campaign_id = ${id}`;
  expect(states).toEqual([{ state: 'failed', problem: expect.stringContaining('not a public one') }]);
});
