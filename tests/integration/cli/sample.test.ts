import postgres from 'postgres';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { generateShop } from '@/db/seed/generate';
import { sampleProcess } from '@/db/seed/process';
import { createAnalyticsReader, createAnalyticsWriter } from '@/server/analytics';
import { listCampaigns } from '@/server/features/campaigns';
import { getCampaignResults } from '@/server/features/campaigns/results';
import { runSampleResets } from '@/server/features/samples';
import { findSampleReset } from '@/server/features/samples/find-reset';
import { requestSampleReset } from '@/server/features/samples/request-reset';
import { listSegments } from '@/server/features/segments';
import { systemClock } from '@/server/platform/clock';
import type { ServiceContext, Workspace } from '@/server/platform/context';
import { Database } from '@/server/platform/database';
import { createLogger } from '@/server/platform/logger';
import { systemRng } from '@/server/platform/rng';
import { type CommandLine, makeCommandLine } from '../../support/command-line';
import { testStores } from '../../support/stores';
import { testKeys } from '../../support/tenant';

let cli: CommandLine;
let owner: postgres.Sql;

beforeAll(async () => {
  cli = await makeCommandLine();
  owner = postgres((await testStores()).ownerUrl, { max: 1, onnotice: () => {} });
}, 60_000);
afterAll(async () => {
  await owner.end();
  cli.remove();
});

interface Sample {
  email: string;
  password: string;
  workspace: string;
  created: boolean;
}
const create = async (...more: string[]) =>
  JSON.parse((await cli.run('sample', 'create', ...more, '--json')).stdout) as Sample;

const truth = generateShop();
const tables = ['customers', 'orders', 'events', 'contacts', 'subscriptions', 'churns', 'tickets', 'conversations'];
const moreTables = ['responses', 'costs', 'spend', 'arms', 'assignments', 'rejected', 'model_runs', 'memberships'];

async function standing(): Promise<Record<string, number>> {
  const [found, ...more] = await owner<{ id: string }[]>`select id from workspaces where is_sample`;
  expect(more).toEqual([]);
  const counts: Record<string, number> = {};
  for (const table of [...tables, ...moreTables]) {
    const [row] = await owner`select count(*)::int as n from ${owner(table)} where workspace_id = ${found?.id ?? ''}`;
    counts[table] = row?.n as number;
  }
  return counts;
}

const arms = truth.campaigns.flatMap((campaign) => campaign.arms).length;
const shop = {
  customers: truth.customers.length,
  // Repeated rows are one order, faulty ones none.
  orders: truth.orders.length - sampleProcess.faults.repeated - 11,
  events: truth.events.length + truth.brews.length,
  contacts: truth.contacts.length,
  subscriptions: truth.subscriptions.length,
  churns: truth.churns.length,
  tickets: truth.tickets.length,
  conversations: truth.conversations.length,
  responses: truth.responses.length,
  costs: truth.costs.length,
  spend: truth.spend.length,
  arms,
  assignments: arms,
  rejected: 11,
  model_runs: 1,
  memberships: 1,
};

test('made once, kept on the next call with a new password, made anew on --reset', async () => {
  const first = await create();
  expect(first).toMatchObject({ workspace: 'sample', created: true });
  expect(await standing()).toEqual(shop);
  const second = await create();
  expect(second).toMatchObject({ email: first.email, workspace: 'sample', created: false });
  expect(second.password).not.toBe(first.password);
  expect(await standing()).toEqual(shop);

  const [before] = await owner<{ id: string }[]>`select id from workspaces where is_sample`;
  expect(await create('--reset')).toMatchObject({ workspace: 'sample', created: true });
  expect(await standing()).toEqual(shop);
  const [after] = await owner<{ id: string }[]>`select id from workspaces where is_sample`;
  expect(after?.id).not.toBe(before?.id);
  const [left] = await owner<
    { n: number }[]
  >`select count(*)::int as n from inbox_keys where workspace_id = ${before?.id ?? ''}`;
  expect(left?.n).toBe(0);
}, 600_000);

async function open(): Promise<ServiceContext & { end(): Promise<void> }> {
  const stores = await testStores();
  const [db, reader] = [new Database(stores.systemUrl, { max: 2 }), createAnalyticsReader(stores.clickhouseReaderUrl)];
  const [workspace] = await owner<Workspace[]>`
    select id, no, slug, name, count, currency, timezone from workspaces where is_sample`;
  if (!workspace) throw new Error('there is no sample');
  return {
    workspace,
    actor: { kind: 'job', name: 'test' },
    db,
    ch: reader.forWorkspace(workspace.no),
    keys: testKeys,
    clock: systemClock,
    rng: systemRng,
    log: createLogger({ process: 'test', level: 'silent' }),
    end: async () => void (await Promise.all([db.close(), reader.close()])),
  };
}

test('what a file leaves empty is absent, not a number', async () => {
  const [seats] = await owner`
    select count(*)::int as n, count(seats)::int as known, min(seats) as least from subscriptions
    where workspace_id = (select id from workspaces where is_sample)`;
  const offices = truth.subscriptions.filter((one) => one.seats !== '');
  expect(seats).toEqual({
    n: truth.subscriptions.length,
    known: offices.length,
    least: Math.min(...offices.map((one) => Number(one.seats))),
  });
});

test('one campaign works and its interval holds the true effect, the other does not say so', async () => {
  const ctx = await open();
  const campaigns = await listCampaigns(ctx);
  const words: Record<string, string> = {};
  for (const { name, trueEffect } of truth.campaigns) {
    const found = campaigns.find((campaign) => campaign.name === name);
    const { readOut, campaign, counts, isSealIntact } = await getCampaignResults(ctx, { id: found?.id ?? '' });
    if (!readOut?.effect.ok) throw new Error(`${name} cannot be read`);
    words[name] = readOut.verdict.word;
    expect(readOut.effect.ciLow).toBeLessThan(trueEffect);
    expect(readOut.effect.ciHigh).toBeGreaterThan(trueEffect);
    expect({ state: campaign.state, isSealIntact, sent: counts.handOvers }).toEqual({
      state: 'finished',
      isSealIntact: true,
      sent: {},
    });
  }
  expect(words['September brew guide']).toBe('works');
  expect(['no_difference_that_matters', 'too_small_to_tell']).toContain(words['November tasting note']);
  const { rows } = await listSegments(ctx);
  expect(rows.map(({ name, count }) => [name, count > 100])).toEqual([
    ['Good customers gone quiet', true],
    ['Newsletter readers', true],
    ['Regulars', true],
    ['Subscribers', true],
  ]);
  await ctx.end();
}, 60_000);

test('made anew on request: by owners who type its address, through an interruption, with its members', async () => {
  const ctx = await open();
  const stores = await testStores();
  const as = (role: 'owner' | 'admin'): ServiceContext => ({
    ...ctx,
    actor: { kind: 'person', personId: '00000000-0000-7000-8000-000000000001', role },
  });
  const { slug } = ctx.workspace;
  await expect(requestSampleReset(as('admin'), { typed: slug })).rejects.toMatchObject({ code: 'forbidden' });
  await expect(requestSampleReset(as('owner'), { typed: 'sampel' })).rejects.toMatchObject({ code: 'invalid' });
  expect(await findSampleReset(ctx)).toEqual({ reset: null });
  await requestSampleReset(as('owner'), { typed: slug });
  await requestSampleReset(as('owner'), { typed: slug });
  expect(await findSampleReset(ctx)).toEqual({ reset: { stepsDone: 0, steps: 0 } });

  const parts = {
    ...ctx,
    reader: createAnalyticsReader(stores.clickhouseReaderUrl),
    writer: createAnalyticsWriter(stores.clickhouseWriterUrl),
  };
  const deadWriter = createAnalyticsWriter('http://nobody:nobody@127.0.0.1:9/none');
  expect(await runSampleResets(parts, { dir: cli.dir })).toBe(true);
  await expect(runSampleResets({ ...parts, writer: deadWriter }, { dir: cli.dir })).rejects.toThrow();
  // The one that is there answers all the while, and says how far the copy is.
  expect((await findSampleReset(ctx)).reset?.stepsDone).toBeGreaterThan(10);
  expect((await listCampaigns(ctx)).length).toBe(2);
  expect(await runSampleResets(parts, { dir: cli.dir })).toBe(false);
  await owner`update sample_makings set claimed_until = null where takes_slug is not null`;
  expect(await runSampleResets(parts, { dir: cli.dir })).toBe(true);

  expect(await standing()).toEqual(shop);
  const fresh = await open();
  expect({ slug: fresh.workspace.slug, isNew: fresh.workspace.id !== ctx.workspace.id }).toEqual({ slug, isNew: true });
  expect(await findSampleReset(fresh)).toEqual({ reset: null });
  const [said] = await owner<{ actor: string; fields: string[] }[]>`
    select actor, fields from audit_log where workspace_id = ${fresh.workspace.id} and verb = 'samples.reset'`;
  expect(said).toEqual({
    actor: 'job:samples',
    fields: ['requested_by person:00000000-0000-7000-8000-000000000001'],
  });
  await Promise.all([ctx.end(), fresh.end(), parts.reader.close(), parts.writer.close(), deadWriter.close()]);
}, 120_000);
