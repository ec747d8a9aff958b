import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { testStores } from '@/tests/support/stores';
import { buildWorker, type WorkerProgram } from '@/tests/support/worker-process';
import { killWorkers, letClaimsAge, settleInPeace } from './kills';
import { type CampaignStage, customer, named, order, origin, setCampaignStage } from './stage';

// CHAOS: how many kills; `npm run chaos -- campaigns` asks for 1,000.
const asked = Number(process.env.CHAOS || 24);
const isLong = asked > 100;
const plan = { kills: asked, workers: isLong ? 3 : 2, people: Math.max(600, 12 * asked) };

vi.setConfig({ hookTimeout: 300_000, testTimeout: isLong ? 3 * 3_600_000 : 300_000 });

let stage: CampaignStage;
let program: WorkerProgram;

beforeAll(async () => {
  [stage, program] = await Promise.all([setCampaignStage({ at: new Date().toISOString() }), buildWorker()]);
  const lately = new Date(stage.tenant.clock.nowMs() - 86_400_000).toISOString();
  await stage.take([...named(plan.people).map((id) => customer(id)), order('c1', lately, 1_000)]);
});
afterAll(async () => {
  program.remove();
  await stage.close();
});

test('workers killed anywhere: nobody is sent to twice, control never, and no doubt is hidden', async () => {
  const parts = { program, stores: await testStores(), owner: stage.owner, sink: stage.sink, origin };
  const id = await stage.launched({ name: 'Killed' });
  const figures = await killWorkers({ seed: 'campaigns', kills: plan.kills, workers: plan.workers }, parts);
  await letClaimsAge(stage.owner);
  await settleInPeace(parts);

  const sends = new Map<string, number>();
  for (const { to } of stage.sink.taken) sends.set(to, (sends.get(to) ?? 0) + 1);
  const rows = await stage.owner<{ email: string; arm: string; state: string | null }[]>`
    select c.email, a.arm, h.state from assignments a join customers c on c.workspace_id = a.workspace_id and c.id = a.customer_id
    left join hand_overs h on h.workspace_id = a.workspace_id and h.campaign_id = a.campaign_id and h.customer_id = a.customer_id
    where a.campaign_id = ${id}`;
  const of = (arm: string, state: string | null) => rows.filter((row) => row.arm === arm && row.state === state);
  const sentTo = ({ email }: { email: string }) => sends.get(email) ?? 0;
  const account = {
    ...figures,
    people: rows.length,
    control: of('control', null).length,
    sent: of('treatment', 'sent').length,
    uncertain: of('treatment', 'uncertain').length,
    /** Arrived, and the answer was lost with the worker: what would have been sent twice. */
    uncertainThatArrived: of('treatment', 'uncertain').filter((row) => sentTo(row) > 0).length,
    mails: stage.sink.taken.length,
    mostSends: Math.max(...sends.values()),
    toControl: rows.filter((row) => row.arm === 'control' && sentTo(row) > 0).length,
    sentButNotArrived: of('treatment', 'sent').filter((row) => sentTo(row) === 0).length,
  };
  process.stdout.write(`campaign kills: ${JSON.stringify(account)}\n`);
  expect(account).toMatchObject({ people: plan.people, mostSends: 1, toControl: 0, sentButNotArrived: 0 });
  expect(account.control + account.sent + account.uncertain).toBe(plan.people);
  // A run whose kills met no hand-over would prove nothing.
  expect(account.uncertain).toBeGreaterThan(plan.kills / 10);
  expect(account.uncertainThatArrived).toBeGreaterThan(0);
});
