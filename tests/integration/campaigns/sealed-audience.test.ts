import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { runCampaigns } from '@/server/features/campaigns';
import { createCampaign } from '@/server/features/campaigns/create';
import { getCampaign } from '@/server/features/campaigns/get';
import { launchCampaign } from '@/server/features/campaigns/launch';
import { getCampaignResults } from '@/server/features/campaigns/results';
import { archiveSegment } from '@/server/features/segments/archive';
import { createSegment } from '@/server/features/segments/create';
import { updateSegment } from '@/server/features/segments/update';
import type { Rule } from '@/db/schema/segments.constants';
import { drain } from '@/tests/support/facts';
import { type CampaignStage, customer, draft, named, order, setCampaignStage } from './stage';

vi.setConfig({ hookTimeout: 120_000, testTimeout: 120_000 });

let stage: CampaignStage;
const ctx = () => stage.tenant.as('analyst');
const people = named(4_300);
const bought = (value: number) => ({ orders: 'count', op: 'at_least', value, within_days: 7 }) as const;
const [once, twice] = [bought(1), bought(2)];
const ruleOf = (condition: ReturnType<typeof bought>): Rule => ({ v: 1, all: [condition] });

beforeAll(async () => {
  stage = await setCampaignStage();
  await stage.take([
    ...people.map((id) => customer(id, { email: '' })),
    // All but the last hundred bought in the week before the launch; nobody bought twice.
    ...people.slice(0, 4_200).map((id) => order(id, '2026-02-25T12:00:00Z', 1_000)),
  ]);
});
afterAll(() => stage.close());

const countAssigned = async (id: string) =>
  (await stage.owner`select count(*)::int as n from assignments where campaign_id = ${id}`)[0]?.n;

test('a rule that is edited during the launch, and days that pass, change nobody who is assigned', async () => {
  const inner = await createSegment(ctx(), { name: 'Lately', description: '', rule: ruleOf(once) });
  const outer = await createSegment(ctx(), {
    name: 'Lately too',
    description: '',
    rule: { v: 1, any: [{ segment: 'Lately' }, { orders: 'count', op: 'at_least', value: 50 }] },
  });
  const { id } = await createCampaign(ctx(), draft({ name: 'Sealed rule', segment: outer.id }));
  const { planHash } = await launchCampaign(ctx(), { id });

  // The rule inside the rule asks for something nobody did, and the week of the first rule passes.
  await updateSegment(ctx(), { segmentId: inner.id, version: 1, rule: ruleOf(twice) });
  await stage.take([order('c4300', '2026-03-20T12:00:00Z', 1_000)]);
  await archiveSegment(ctx(), { segmentId: outer.id });
  await runCampaigns(stage.delivery());
  await drain(stage.worker, stage.tenant.workspace);

  expect(await countAssigned(id)).toBe(4_200);
  const { campaign } = await getCampaign(ctx(), { id });
  expect(campaign.seal).toMatchObject({
    hash: planHash,
    audience: {
      asOf: '2026-02-25',
      timezone: 'UTC',
      segment: { id: outer.id, name: 'Lately too', version: 1 },
      uses: [{ id: inner.id, name: 'Lately', version: 1 }],
      rule: { v: 1, any: [{ all: [once] }, { orders: 'count', op: 'at_least', value: 50 }] },
    },
  });
  expect((await getCampaignResults(ctx(), { id })).isSealIntact).toBe(true);
});

test('what is sealed is in the hash and cannot be changed, and no draft gets another salt', async () => {
  const id = await stage.launched({ name: 'Kept' });
  await runCampaigns(stage.delivery());
  const kept = (await getCampaign(ctx(), { id })).campaign.seal;
  expect(kept?.audience).toMatchObject({ segment: null, rule: { v: 1, all: [] } });
  for (const change of [
    `audience = audience || '{"asOf":"2020-01-01"}'`,
    'audience = null',
    'launched_at = now()',
    `ends_at = ends_at + interval '1 day'`,
    `state = 'draft'`,
  ])
    await expect(stage.owner.unsafe(`update campaigns set ${change} where id = '${id}'`)).rejects.toThrow(/is sealed/);
  const { id: unsealed } = await createCampaign(ctx(), draft({ name: 'Redrawn' }));
  await expect(stage.owner`update campaigns set salt = 'x' where id = ${unsealed}`).rejects.toThrow(/salt/);
  await stage.owner.begin(async (tx) => {
    await tx`alter table campaigns disable trigger campaigns_stay_sealed`;
    await tx`update campaigns set audience = audience || '{"asOf":"2020-01-01"}' where id = ${id}`;
    await tx`alter table campaigns enable trigger campaigns_stay_sealed`;
  });
  expect((await getCampaignResults(ctx(), { id })).isSealIntact).toBe(false);
});
