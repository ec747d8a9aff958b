import { setImmediate as turn } from 'node:timers/promises';
import { expect, it } from 'vitest';
import type { Accepted, Delivery, Outcome } from '@/server/features/ingest';
import type { AcceptedRecord } from '@/server/features/ingest/schemas';
import { fixedClock } from '@/server/platform/clock';
import type { Workspace } from '@/server/platform/context';
import { GroupCommit } from '@/server/processes/ingest/group-commit';

const workspace = {
  id: 'w',
  no: 1,
  slug: 'w',
  name: 'W',
  count: 'people',
  currency: 'USD',
  timezone: 'UTC',
} as Workspace;
const records = (...names: string[]): AcceptedRecord[] =>
  names.map((name) => ({
    kind: 'events',
    body: { event: name, occurredAt: '2026-03-01T00:00:00.000Z', customerId: 'c', properties: {} },
    keyText: name,
    hasId: false,
  }));
const many = (n: number) => records(...Array.from({ length: n }, (_, i) => `m${i}`));

/** A record whose commits end when told to. */
function heldRecord() {
  const under: { delivery: Delivery; end: () => void; fail: (error: Error) => void }[] = [];
  const commit = (delivery: Delivery) =>
    new Promise<Accepted>((resolve, reject) => {
      const outcomes = delivery.records.map(
        ({ keyText }): Outcome => (keyText.startsWith('d') ? 'duplicate' : 'stored'),
      );
      const end = () => resolve({ stored: 0, duplicate: 0, updated: 0, conflicting: 0, outcomes });
      under.push({ delivery, end, fail: reject });
    });
  return { under, commits: new GroupCommit(fixedClock('2026-03-02T09:00:00Z'), commit) };
}

it('acknowledges each share after the commit of its group, with its own outcomes', async () => {
  const { under, commits } = heldRecord();
  const answers: unknown[] = [];
  const add = (...names: string[]) =>
    void commits.add(workspace, 's', { records: records(...names), rejects: [] }).then((got) => answers.push(got));
  add('a');
  add('b', 'd1');
  add('d2', 'c');
  await turn();
  expect(under.map(({ delivery }) => delivery.records.length)).toEqual([1]);
  expect(answers).toEqual([]);
  under[0]?.end();
  await turn();
  expect(answers).toEqual([['stored']]);
  expect(under.map(({ delivery }) => delivery.records.map(({ keyText }) => keyText))).toEqual([
    ['a'],
    ['b', 'd1', 'd2', 'c'],
  ]);
  under[1]?.end();
  await turn();
  expect(answers).toEqual([['stored'], ['stored', 'duplicate'], ['duplicate', 'stored']]);
});

it('fails the shares of a group that was not committed, and goes on', async () => {
  const { under, commits } = heldRecord();
  const first = commits.add(workspace, 's', { records: records('a'), rejects: [] });
  const second = commits.add(workspace, 's', { records: records('b'), rejects: [] });
  under[0]?.fail(new Error('gone'));
  await expect(first).rejects.toThrow('gone');
  await turn();
  under[1]?.end();
  expect(await second).toEqual(['stored']);
});

it('lets sources commit at once, and one source a second group once it is large enough', async () => {
  const { under, commits } = heldRecord();
  const add = (source: string, n: number) => void commits.add(workspace, source, { records: many(n), rejects: [] });
  add('s', 1);
  add('t', 1);
  add('s', 199);
  expect(under.map(({ delivery }) => delivery.sourceId)).toEqual(['s', 't']);
  add('s', 1);
  expect(under.map(({ delivery }) => [delivery.sourceId, delivery.records.length])).toEqual([
    ['s', 1],
    ['t', 1],
    ['s', 200],
  ]);
  add('s', 1_500);
  add('s', 600);
  add('s', 2_500);
  under[2]?.end();
  await turn();
  expect(under.at(-1)?.delivery.records).toHaveLength(1_500);
  under[0]?.end();
  await turn();
  expect(under.at(-1)?.delivery.records).toHaveLength(600);
  under[3]?.end();
  await turn();
  expect(under.at(-1)?.delivery.records).toHaveLength(2_500);
});
