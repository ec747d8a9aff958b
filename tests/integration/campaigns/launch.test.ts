import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { runCampaigns } from '@/server/features/campaigns';
import { createCampaign } from '@/server/features/campaigns/create';
import { deleteDraftCampaign } from '@/server/features/campaigns/delete-draft';
import { getCampaign } from '@/server/features/campaigns/get';
import { launchCampaign } from '@/server/features/campaigns/launch';
import { previewMessage } from '@/server/features/campaigns/preview';
import { getCampaignResults } from '@/server/features/campaigns/results';
import type { CreateCampaignInput } from '@/server/features/campaigns/schemas';
import { revealSigningSecret } from '@/server/features/campaigns/signing-secret';
import { updateCampaign } from '@/server/features/campaigns/update';
import { drain } from '@/tests/support/facts';
import { type CampaignStage, customer, draft, named, order, plan, setCampaignStage } from './stage';

vi.setConfig({ hookTimeout: 120_000, testTimeout: 120_000 });

let stage: CampaignStage;
const ctx = () => stage.tenant.as('analyst');

beforeAll(async () => {
  stage = await setCampaignStage();
});
afterAll(() => stage.close());

const refusalOf = async (more: Partial<CreateCampaignInput>): Promise<unknown> => {
  const { id } = await createCampaign(ctx(), draft(more));
  const refused = await launchCampaign(ctx(), { id }).then(
    () => undefined,
    (error: unknown) => error,
  );
  await deleteDraftCampaign(ctx(), { id });
  return refused;
};

describe('a launch is refused', () => {
  test('for an empty audience, an unknown segment, a message that lacks something, a metric that cannot be', async () => {
    expect(await refusalOf({})).toMatchObject({ code: 'precondition', message: 'Nobody is in this audience.' });
    await stage.take([customer('only')]);
    expect(await refusalOf({})).toMatchObject({
      code: 'precondition',
      message: expect.stringContaining('ever ordered'),
    });
    await stage.take([order('only', '2026-03-01T00:00:00Z', undefined)]);
    const revenue = { ...plan, metric: 'net_revenue' as const, smallest: 100 };
    expect(await refusalOf({ plan: revenue })).toMatchObject({ message: expect.stringContaining('no amount') });
    expect(await refusalOf({ plan: { ...plan, metric: 'event', event: 'login' } })).toMatchObject({
      message: expect.stringContaining('ever done login'),
    });
    expect(await refusalOf({ segment: 'nobody knows' })).toMatchObject({ code: 'not_found' });
    expect(await refusalOf({ subject: ' ', message: '' })).toMatchObject({
      details: { faults: ['The e-mail has no subject.', 'The e-mail has no text.'] },
    });
    expect(await refusalOf({ message: 'Dear {{nme}}' })).toMatchObject({ code: 'precondition' });
    expect(await refusalOf({ channel: 'webhook', webhookUrl: 'file:///etc/passwd' })).toMatchObject({
      code: 'precondition',
    });
  });

  test('to roles that may not, and a second time', async () => {
    const { id } = await createCampaign(ctx(), draft({ name: 'Twice' }));
    await expect(launchCampaign(stage.tenant.as('csm'), { id })).rejects.toMatchObject({ code: 'forbidden' });
    await launchCampaign(ctx(), { id });
    await expect(launchCampaign(ctx(), { id })).rejects.toMatchObject({ code: 'conflict' });
    await expect(deleteDraftCampaign(ctx(), { id })).rejects.toMatchObject({ code: 'conflict' });
    await expect(createCampaign(ctx(), draft({ name: 'Twice' }))).rejects.toMatchObject({ code: 'conflict' });
    await stage.settle();
  });
});

describe('what was sealed stays', () => {
  let id: string;
  beforeAll(async () => {
    await stage.take(named(30).map((each) => customer(each)));
    id = await stage.launched({ name: 'Sealed' });
    await stage.settle();
  });

  test('an update is refused, and the database refuses it too', async () => {
    const before = await getCampaign(ctx(), { id });
    await expect(updateCampaign(ctx(), { id, changes: { controlShare: 0.5 } })).rejects.toMatchObject({
      code: 'conflict',
    });
    for (const change of [
      `plan = plan || '{"alpha":0.2}'`,
      `plan_hash = 'x'`,
      'control_share = 0.5',
      `salt = 'x'`,
      `segment = 'x'`,
      `message = 'x'`,
      'sealed_at = null',
      `channel = 'webhook'`,
    ])
      await expect(stage.owner.unsafe(`update campaigns set ${change} where id = '${id}'`)).rejects.toThrow(
        /is sealed/,
      );
    await expect(stage.owner`delete from campaigns where id = ${id}`).rejects.toThrow(/is sealed/);
    expect(await getCampaign(ctx(), { id })).toEqual(before);
    expect((await getCampaignResults(ctx(), { id })).isSealIntact).toBe(true);
  });

  test('assignments can be neither changed nor taken away, by the application or by the owner', async () => {
    const count = async () =>
      (await stage.owner`select count(*)::int as n from assignments where campaign_id = ${id}`)[0]?.n;
    expect(await count()).toBe(31);
    await expect(stage.owner`update assignments set arm = 'control' where campaign_id = ${id}`).rejects.toThrow(
      /for ever/,
    );
    await expect(stage.owner`delete from assignments where campaign_id = ${id}`).rejects.toThrow(/for ever/);
    for (const statement of [
      `update assignments set arm = 'control'`,
      'delete from assignments',
      'delete from hand_overs',
      'delete from suppressions',
    ])
      await expect(
        stage.owner.begin(async (tx) => {
          await tx.unsafe('set local role holdfast_app');
          await tx`select set_config('app.workspace_id', ${stage.tenant.workspace.id}, true)`;
          await tx.unsafe(statement);
        }),
      ).rejects.toThrow(/permission denied|must be able to SET ROLE/);
    expect(await count()).toBe(31);
  });

  test('who comes later is in no arm, and nobody changes theirs', async () => {
    const before =
      await stage.owner`select customer_id, arm, assigned_at from assignments where campaign_id = ${id} order by 1`;
    await stage.take([customer('late')]);
    await stage.settle();
    expect(
      await stage.owner`select customer_id, arm, assigned_at from assignments where campaign_id = ${id} order by 1`,
    ).toEqual(before);
  });

  test('a launch that is cut between any two steps ends with everyone in one arm', async () => {
    const again = await stage.launched({ name: 'Cut', controlShare: 0.5 });
    // A worker that dies after its commit and one that dies before: the next one goes on from the record.
    const racing = await Promise.allSettled([1, 2, 3].map((n) => runCampaigns(stage.delivery({ worker: `w${n}` }))));
    expect(racing.some(({ status }) => status === 'fulfilled')).toBe(true);
    await stage.settle();
    await drain(stage.worker, stage.tenant.workspace);
    const [row] =
      await stage.owner`select count(*)::int as n, count(distinct customer_id)::int as people from assignments where campaign_id = ${again}`;
    expect(row).toEqual({ n: 32, people: 32 });
    const [arms] = await stage.owner`select count(*)::int as n from arms where campaign = ${again}`;
    expect(arms?.n).toBe(32);
  });
});

test('the preview shows what the first customers would read, and touches none', async () => {
  const { customers, examples, unknownFields } = await previewMessage(ctx(), {
    segment: null,
    subject: 'For {{name}}',
    message: '{{nope}} {{id}}',
  });
  expect(customers).toBe(32);
  expect(examples).toHaveLength(3);
  expect(examples[0]?.subject).toMatch(/^For /);
  expect(unknownFields).toEqual(['nope']);
});

test('a look at the signing secret is in the audit log', async () => {
  const { id } = await createCampaign(ctx(), draft({ name: 'Hook', channel: 'webhook' }));
  const { secret } = await revealSigningSecret(ctx(), { id });
  expect(secret).toMatch(/^[0-9a-f]{64}$/);
  const rows = await stage.owner`select verb from audit_log where subject = ${`campaign:${id}`} order by seq`;
  expect(rows.map(({ verb }) => verb)).toEqual(['campaigns.create', 'campaigns.revealSigningSecret']);
});
