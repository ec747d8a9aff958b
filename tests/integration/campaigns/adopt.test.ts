import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { adoptArms } from '@/server/features/campaigns';
import { createCampaign } from '@/server/features/campaigns/create';
import { listCampaignsOfCustomer } from '@/server/features/campaigns/list-of-customer';
import { getCampaignResults } from '@/server/features/campaigns/results';
import { record } from '@/tests/support/facts';
import { type CampaignStage, customer, draft, named, order, setCampaignStage } from './stage';

vi.setConfig({ hookTimeout: 120_000, testTimeout: 120_000 });

let stage: CampaignStage;
const ctx = () => stage.tenant.as('analyst');
const arm = (customerId: string, campaign: string, name: string, assignedAt = '2026-01-05T09:00:00.000Z') =>
  record('arms', { customerId, campaign, arm: name, assignedAt });

beforeAll(async () => {
  stage = await setCampaignStage();
  await stage.take(named(400).map((id) => customer(id)));
});
afterAll(() => stage.close());

const drafted = async (name: string) => (await createCampaign(ctx(), draft({ name, controlShare: 0.5 }))).id;

describe('a campaign that took place elsewhere', () => {
  test('is read by the arms that were imported, and contacts nobody', async () => {
    const id = await drafted('Elsewhere');
    const people = named(400);
    await stage.take([
      ...people.map((one, i) => arm(one, id, i % 2 === 0 ? 'control' : 'treatment')),
      // 20 of 200 in control, 80 of 200 in treatment order in the window.
      ...people.filter((_, i) => i % 20 === 0).map((one) => order(one, '2026-01-08T12:00:00Z', 1_000)),
      ...people.filter((_, i) => i % 5 === 1 || i % 5 === 3).map((one) => order(one, '2026-01-08T12:00:00Z', 1_000)),
    ]);
    // Records are known until this day.
    await stage.take([order('c400', '2026-01-25T12:00:00Z', 500)]);
    expect(await adoptArms(ctx(), { id })).toEqual({ customers: 400 });
    await stage.settle();
    const results = await getCampaignResults(ctx(), { id });
    expect(results).toMatchObject({
      isSealIntact: true,
      counts: { arms: { control: 200, treatment: 200 }, handOvers: {} },
      campaign: { state: 'finished', launchedAt: new Date('2026-01-05T09:00:00Z') },
      readOut: { split: { mismatch: false }, effect: { ok: true } },
    });
    const { endsAt, endedAt } = results.campaign;
    expect([endsAt, endedAt]).toEqual([new Date('2026-01-19T09:00:00Z'), new Date('2026-01-19T09:00:00Z')]);
    expect(stage.sink.taken).toEqual([]);
    const [{ customerId }] = await stage.owner<[{ customerId: string }]>`
      select id as "customerId" from customers where workspace_id = ${stage.tenant.workspace.id} and external_id = 'c2'`;
    expect(await listCampaignsOfCustomer(ctx(), { customerId })).toEqual([
      { id, name: 'Elsewhere', state: 'finished', arm: 'treatment', assignedAt: results.campaign.launchedAt, endsAt },
    ]);
    await expect(adoptArms(ctx(), { id })).rejects.toMatchObject({ code: 'conflict' });
  });

  test('is refused without records, with other arms, before its window is over, and to who may not write', async () => {
    const id = await drafted('Refused');
    await expect(adoptArms(ctx(), { id })).rejects.toMatchObject({ code: 'precondition' });
    await expect(adoptArms(stage.tenant.as('viewer'), { id })).rejects.toMatchObject({ code: 'forbidden' });
    await stage.take([arm('c1', id, 'control', '2026-02-25T09:00:00.000Z')]);
    await expect(adoptArms(ctx(), { id })).rejects.toThrow('not over');
    const other = await drafted('Three arms');
    await stage.take([arm('c1', other, 'control'), arm('c2', other, 'variant B')]);
    await expect(adoptArms(ctx(), { id: other })).rejects.toThrow('control and treatment');
  });
});
