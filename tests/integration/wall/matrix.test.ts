import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { root } from '@/server/processes/up/settings.mjs';
import { fingerprint } from './fill';
import { tryIngest } from './ingest';
import { inputsFor } from './inputs';
import { changesOf, type Procedure, readProcedures, type Tally, tryProcedure } from './matrix';
import { readRoutes, tryRoute } from './routes';
import { setStage, type Stage } from './stage';

const withoutRecordLock = fs.readFileSync(path.join(root, 'tests/chaos/controls/no-row-level-security.sql'), 'utf8');
const minutes = 60_000;

/** Every procedure and every route, by every actor; returns what was found and what of B is not as it was. */
async function runMatrix(name: string, sql: string | undefined) {
  const stage = await setStage(name, sql);
  try {
    const procedures = await readProcedures();
    const routes = readRoutes();
    const before = await fingerprint(stage.admin, stage.b);
    const tally: Tally = { calls: 0, canaries: 0, findings: [] };
    for (const procedure of procedures) await tryByAll(stage, procedure, tally);
    for (const route of routes) for (const actor of stage.actors) await tryRoute(stage, route, actor, tally);
    const paths = await tryIngest(stage, tally);
    const changed = changesOf(before, await fingerprint(stage.admin, stage.b));
    process.stdout.write(
      `wall (${name}): ${procedures.length} procedures and ${routes.length} routes × ${stage.actors.length} actors, ${paths} paths of ingest × 3 senders, ` +
        `${tally.calls} calls: ${tally.canaries} canary bytes seen, ${changed.length} tables of B changed, ` +
        `${tally.findings.length} findings\n`,
    );
    const rows = Object.values(before.tenant).concat(Object.values(before.person));
    return { tally, changed, filled: rows.every((table) => table.length > 0), sees: await seenFromInside(stage) };
  } finally {
    await stage.close();
  }
}

/** Questions change nothing and are asked at once; changes are made one after the other. */
async function tryByAll(stage: Stage, procedure: Procedure, tally: Tally): Promise<void> {
  const trials = stage.actors.map((actor) => () => tryProcedure(stage, procedure, actor, tally));
  if (procedure.type === 'query') await Promise.all(trials.map((trial) => trial()));
  else for (const trial of trials) await trial();
}

/** The positive control: B's own owner sees the canaries, so that seeing none means something. */
async function seenFromInside(stage: Stage): Promise<number> {
  const tally: Tally = { calls: 0, canaries: 0, findings: [] };
  const queries = (await readProcedures()).filter((procedure) => procedure.type === 'query');
  for (const procedure of queries) await tryProcedure(stage, procedure, stage.insider, tally);
  const sees = new Set(
    tally.findings.filter((finding) => finding.problem.includes('canaries')).map((finding) => finding.procedure),
  );
  process.stdout.write(`wall: from inside B, canaries in ${sees.size} of ${queries.length} queries\n`);
  return sees.size;
}

describe('nothing of a workspace is seen, changed or told from outside it', () => {
  test.each([
    ['as built', undefined],
    ['without row-level security', withoutRecordLock],
  ])(
    '%s',
    async (name, sql) => {
      const { tally, changed, filled, sees } = await runMatrix(name.replaceAll(/\W/g, '_'), sql);
      expect(filled).toBe(true);
      expect(tally.findings.slice(0, 20)).toEqual([]);
      expect(changed).toEqual([]);
      expect(sees).toBeGreaterThan(5);
    },
    15 * minutes,
  );
});

describe('the inputs', () => {
  const bag = {
    uuid: '019cab36-2d00-7000-8000-000000000001',
    other: '019cab36-2d00-7000-8000-000000000002',
    text: 'orders-000000000001',
    email: 'bea@b.example',
  };

  test.each([
    [
      'ids, nested and listed',
      z.object({ a: z.object({ ids: z.array(z.uuid()) }) }),
      { a: { ids: [bag.uuid, bag.other] } },
    ],
    ['the words of an enum', z.object({ by: z.enum(['day', 'week']) }), { by: 'week' }],
    [
      'every option of a union',
      z.union([z.object({ one: z.literal(1) }), z.object({ two: z.email() })]),
      { two: bag.email },
    ],
    [
      'two ids that must differ',
      z.object({ one: z.uuid(), into: z.uuid() }).refine(({ one, into }) => one !== into),
      { one: bag.uuid, into: bag.other },
    ],
    ['an optional field left out', z.object({ id: z.uuid().optional() }), {}],
  ])('hold %s', (_, schema, wanted) => {
    const made: unknown[] = inputsFor(schema, bag);
    expect(made).toContainEqual(wanted);
    for (const input of made) expect(z.safeParse(schema, input).success).toBe(true);
  });

  test.each([
    ['a shape nobody can guess', z.object({ code: z.string().regex(/^QX-\d{9}$/) })],
    ['a kind of schema the matrix does not know', z.object({ file: z.file() })],
  ])('refuse %s', (_, schema) => {
    expect(() => inputsFor(schema, bag)).toThrow(/matrix cannot fill|no valid input/);
  });
});
