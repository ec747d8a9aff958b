import PostalMime from 'postal-mime';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { eraseCustomer, mergeCustomers } from '@/server/features/identity';
import { runCampaigns, unsubscribe } from '@/server/features/campaigns';
import { createCampaign } from '@/server/features/campaigns/create';
import { getCampaign } from '@/server/features/campaigns/get';
import { drawArm } from '@/server/features/campaigns/draw-arm';
import { pauseCampaign, resumeCampaign } from '@/server/features/campaigns/pause';
import { stopCampaign } from '@/server/features/campaigns/stop';
import { drain } from '@/tests/support/facts';
import { type CampaignStage, customer, draft, named, order, origin, setCampaignStage } from './stage';

vi.setConfig({ hookTimeout: 120_000, testTimeout: 120_000 });

let stage: CampaignStage;
const people = named(60);

beforeAll(async () => {
  stage = await setCampaignStage();
  await stage.take([...people.map((id) => customer(id)), order('c1', '2026-02-20T10:00:00Z', 1_000)]);
});
afterAll(() => stage.close());

const armsOf = async (campaignId: string) => {
  const rows = await stage.owner<
    { id: string; externalId: string; arm: string; state: string | null; problem: string | null }[]
  >`
    select a.customer_id as id, c.external_id as "externalId", a.arm, h.state, h.problem from assignments a
    join customers c on c.workspace_id = a.workspace_id and c.id = a.customer_id
    left join hand_overs h on h.workspace_id = a.workspace_id and h.campaign_id = a.campaign_id and h.customer_id = a.customer_id
    where a.campaign_id = ${campaignId} order by c.external_id`;
  return rows;
};
const receivers = () => stage.sink.taken.map(({ to }) => to);
const idOf = async (externalId: string) => {
  const [row] = await stage.owner<{ id: string }[]>`
    select id from customers where workspace_id = ${stage.tenant.workspace.id} and external_id = ${externalId}`;
  return row?.id ?? '';
};

test('the treated get one message each, the control arm none', async () => {
  const id = await stage.launched();
  await stage.settle();
  const rows = await armsOf(id);
  expect(rows).toHaveLength(60);
  const { salt, share } = (
    await stage.owner`select salt, control_share as share from campaigns where id = ${id}`
  )[0] as {
    salt: string;
    share: number;
  };
  for (const row of rows) expect(row.arm).toBe(drawArm({ salt, controlShare: share }, row.id));
  const treated = rows.filter(({ arm }) => arm === 'treatment');
  expect(treated.length).toBeLessThan(60);
  expect(receivers().toSorted()).toEqual(treated.map(({ externalId }) => `${externalId}@people.example`).toSorted());
  for (const row of rows) expect(row.state).toBe(row.arm === 'control' ? null : 'sent');
  // Every customer of both arms has the moment of contact, and the records of the arms are among the accepted ones.
  const [counted] =
    await stage.owner`select count(*)::int as due from assignments where campaign_id = ${id} and due_at = assigned_at`;
  expect(counted?.due).toBe(60);
  const arms = await stage.owner`select arm, count(*)::int as n from arms where campaign = ${id} group by arm`;
  expect(Object.fromEntries(arms.map(({ arm, n }) => [arm, n]))).toEqual({
    control: 60 - treated.length,
    treatment: treated.length,
  });
});

test('a message says how to leave, without saying whose it is', async () => {
  const mail = await PostalMime.parse(stage.sink.taken[0]?.raw ?? '');
  const to = mail.to?.[0]?.address?.split('@')[0];
  expect(mail.subject).toBe(`We miss you, Ms ${to}`);
  expect(mail.html).toContain('<a href="https://shop.example/?a=1&amp;b=2">');
  const header = (key: string) => mail.headers.find((each) => each.key === key)?.value;
  expect(header('list-unsubscribe-post')).toBe('List-Unsubscribe=One-Click');
  const link = /^<(https:\/\/holdfast\.example\/api\/unsubscribe\/([\w-]+))>$/.exec(header('list-unsubscribe') ?? '');
  expect(link?.[2]).toMatch(/^[\w-]{88}$/);
  expect(mail.text).toContain(`${origin}/unsubscribe/${link?.[2]}`);
  expect(Buffer.from(link?.[2] ?? '', 'base64url').toString('latin1')).not.toContain('people');
});

test('once out, always out: the address is left alone by the next campaign, and by one under way', async () => {
  stage.sink.taken.length = 0;
  const first = await stage.launched({ name: 'First' });
  await stage.settle();
  const raw = (await PostalMime.parse(stage.sink.taken[0]?.raw ?? '')).text ?? '';
  const left = receivers()[0] ?? '';
  const token = /unsubscribe\/([\w-]+)/.exec(raw)?.[1] ?? '';
  await unsubscribe(stage.tenant.as('viewer'), token);
  await unsubscribe(stage.tenant.as('viewer'), token);
  const known = await stage.owner`select reason, campaign_id from suppressions`;
  expect(known).toEqual([{ reason: 'unsubscribed', campaign_id: first }]);
  await expect(unsubscribe(stage.tenant.as('viewer'), `${token.slice(0, -2)}AA`)).rejects.toMatchObject({
    code: 'not_found',
  });

  stage.sink.taken.length = 0;
  const next = await stage.launched({ name: 'Next', controlShare: 0.05 });
  await stage.settle();
  expect(receivers()).not.toContain(left);
  const row = (await armsOf(next)).find(({ externalId }) => `${externalId}@people.example` === left);
  expect(row?.arm === 'control' || row?.problem === 'the address is left alone: unsubscribed').toBe(true);

  // The last look is after the connection stands: leaving between claim and hand-over is soon enough.
  stage.sink.taken.length = 0;
  const slow = await stage.launched({ name: 'Slow', controlShare: 0.05 });
  await runCampaigns(stage.delivery());
  const { mailer } = stage.delivery();
  if (!mailer) throw new Error('no mailer');
  await stage.settle({
    mailer: {
      send: (mail, begin) =>
        mailer.send(mail, async () => {
          const own = /unsubscribe\/([\w-]+)/.exec(mail.text)?.[1] ?? '';
          const [seen] = await stage.owner`select address_hash from hand_overs where address_hash is not null limit 1`;
          expect(seen).toBeDefined();
          expect(own).toMatch(/^[\w-]{88}$/);
          await stage.owner`insert into suppressions (workspace_id, address_hash, reason, at)
            select ${stage.tenant.workspace.id}, a.address_hash, 'manual', now() from assignments a join customers c on c.id = a.customer_id
            where a.campaign_id = ${slow} and c.email = ${mail.to} on conflict do nothing`;
          return begin();
        }),
    },
  });
  expect(receivers()).toEqual([]);
  await stage.owner`delete from suppressions where reason = 'manual'`;
});

test('paused, nobody is contacted; stopped, nobody ever', async () => {
  stage.sink.taken.length = 0;
  const id = await stage.launched({ name: 'Paused', controlShare: 0.5 });
  // The first turn assigns, the hand-overs come in the next.
  await runCampaigns(stage.delivery());
  const ctx = stage.tenant.as('analyst');
  await pauseCampaign(ctx, { id });
  await stage.settle();
  expect(receivers()).toEqual([]);
  await resumeCampaign(ctx, { id });
  const { mailer } = stage.delivery();
  if (!mailer) throw new Error('no mailer');
  let times = 0;
  await stage.settle({
    mailer: {
      send: async (mail, begin) => {
        times += 1;
        if (times === 1) await stopCampaign(ctx, { id });
        return mailer.send(mail, begin);
      },
    },
  });
  const { campaign, counts } = await getCampaign(ctx, { id });
  expect(campaign.state).toBe('stopped');
  expect(receivers()).toEqual([]);
  expect(counts.handOvers).toEqual({ skipped: counts.arms.treatment });
});

test('joined with the control arm, sharing its address, erased or without an address: skipped, with the reason', async () => {
  stage.sink.taken.length = 0;
  await stage.take([
    customer('nobody', { email: '' }),
    customer('twin', { email: 'shared@people.example' }),
    customer('other', { email: 'Shared@people.example' }),
  ]);
  const id = await stage.launched({ name: 'Reasons', controlShare: 0.5 });
  await runCampaigns(stage.delivery());
  const rows = await armsOf(id);
  const control = rows.filter(({ arm, externalId }) => arm === 'control' && /^c\d/.test(externalId));
  const treated = rows.filter(({ arm, externalId }) => arm === 'treatment' && /^c\d/.test(externalId));
  const admin = stage.tenant.as('admin');
  const [joined, erased, one, two] = treated;
  if (!joined || !erased || !one || !two || !control[0]) throw new Error('arms are too small');
  await mergeCustomers(admin, { customer: joined.id, into: control[0].id });
  await mergeCustomers(admin, { customer: one.id, into: two.id });
  await drain(stage.worker, stage.tenant.workspace);
  await eraseCustomer(admin, { customer: erased.id });
  await stage.settle();
  const problems = new Map((await armsOf(id)).map(({ externalId, problem }) => [externalId, problem]));
  expect(problems.get(joined.externalId)).toBe('the customer was joined with one of the control arm');
  const [erasedRow] =
    await stage.owner`select state, problem from hand_overs where campaign_id = ${id} and customer_id = ${erased.id}`;
  expect(erasedRow).toEqual({ state: 'skipped', problem: 'the customer was erased' });
  const pair = [problems.get(one.externalId), problems.get(two.externalId)];
  expect(pair.filter((problem) => problem === null)).toHaveLength(1);
  expect(receivers()).not.toContain(`${control[0].externalId}@people.example`);
  const nobody = rows.find(({ externalId }) => externalId === 'nobody');
  if (nobody?.arm === 'treatment') expect(problems.get('nobody')).toBe('the customer has no e-mail address');
  const shared = rows.filter(({ externalId }) => ['twin', 'other'].includes(externalId));
  const most = shared.some(({ arm }) => arm === 'control') ? 0 : 1;
  expect(receivers().filter((to) => to.toLowerCase() === 'shared@people.example')).toHaveLength(most);
  expect(new Set(receivers()).size).toBe(receivers().length);
  expect(await idOf('nobody')).not.toBe('');
});

test('a refusal for now is tried again later, one for good is not, and a lost answer is uncertain', async () => {
  stage.sink.taken.length = 0;
  // People of their own: some of the others were joined, erased or taken out by then.
  await stage.take(Array.from({ length: 10 }, (_, i) => customer(`fault${i}`)));
  const id = await stage.launched({ name: 'Faults', controlShare: 0.05 });
  await runCampaigns(stage.delivery());
  const treated = (await armsOf(id)).filter(
    ({ arm, externalId }) => arm === 'treatment' && externalId.startsWith('fault'),
  );
  const [later, never, lost] = treated.map(({ externalId }) => `${externalId}@people.example`);
  if (!later || !never || !lost) throw new Error('arms are too small');
  stage.faults.set(later, 'refuse-message-for-now').set(never, 'reject-receiver').set(lost, 'take-and-hang-up');
  await stage.settle();
  const stateOf = async (to: string) =>
    (await armsOf(id)).find(({ externalId }) => `${externalId}@people.example` === to)?.state;
  expect(await Promise.all([later, never, lost].map(stateOf))).toEqual(['planned', 'failed', 'uncertain']);
  stage.faults.clear();
  stage.tenant.clock.advanceMs(3_600_000);
  await stage.settle();
  expect(await Promise.all([later, never, lost].map(stateOf))).toEqual(['sent', 'failed', 'uncertain']);
  expect(receivers().filter((to) => to === lost)).toHaveLength(1);
  expect(receivers().filter((to) => to === later)).toHaveLength(1);
});

test('without a mail server the messages wait in the local outbox', async () => {
  const id = await stage.launched({ name: 'Local', controlShare: 0.5 });
  await stage.settle({ mailer: undefined });
  const sent = (await armsOf(id)).filter(({ state }) => state === 'sent');
  const [kept] = await stage.owner`select count(*)::int as n from mail_outbox where kind = 'campaign'`;
  expect(kept?.n).toBe(sent.length);
  expect(sent.length).toBeGreaterThan(10);
});

test('a draft waits for whoever launches it', async () => {
  await createCampaign(stage.tenant.as('analyst'), draft({ name: 'Waits' }));
  stage.sink.taken.length = 0;
  await stage.settle();
  expect(receivers()).toEqual([]);
});
