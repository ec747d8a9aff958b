import { once } from 'node:events';
import fs from 'node:fs';
import path from 'node:path';
import postgres from 'postgres';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type CommandLine, makeCommandLine, type Ran } from '../../support/command-line';
import { testStores } from '../../support/stores';
import { writeOrderFile } from '../../chaos/imports/order-file';

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

/** The one object on standard output; whatever else stands there fails the test. */
const json = ({ stdout }: Ran) => JSON.parse(stdout) as Record<string, unknown>;

async function file(name: string, text: string): Promise<string> {
  const target = path.join(cli.dir, name);
  await fs.promises.writeFile(target, text);
  return target;
}

test('workspace create, import, cohorts, clv fit: contracts of the interfaces', async () => {
  const made = await cli.run('workspace', 'create', 'shop-1', '--currency', 'EUR', '--json');
  expect([made.code, json(made)]).toEqual([0, { id: expect.stringMatching(/^[0-9a-f-]{36}$/), slug: 'shop-1' }]);
  const orders = await file(
    'orders.csv',
    'customer_id,ordered_at,amount\n7,2025-01-05,3.50\n7,2025-02-05,4\n8,2025-02-06,x\n',
  );

  const dry = await cli.run('import', 'shop-1', 'orders', orders, '--dry-run', '--json');
  expect(json(dry)).toMatchObject({ received: 3, stored: 2, duplicate: 0, rejected: 1, dryRun: true });
  const done = await cli.run('import', 'shop-1', 'orders', orders, '--json');
  const counts = json(done);
  expect(counts).toMatchObject({ received: 3, stored: 2, duplicate: 0, rejected: 1 });
  expect(Object.keys(counts).slice(0, 7)).toEqual([
    'importId',
    'received',
    'stored',
    'duplicate',
    'rejected',
    'rejectedFile',
    'seconds',
  ]);
  const rejected = fs.readFileSync(String(counts.rejectedFile), 'utf8');
  expect(rejected).toBe(
    'row,reason,customer_id,ordered_at,amount\r\n3,amount: is not a decimal number,8,2025-02-06,x\r\n',
  );
  expect(json(await cli.run('import', 'shop-1', 'orders', orders, '--json'))).toMatchObject({
    stored: 0,
    duplicate: 2,
  });

  // Visible as soon as the command ends.
  const grid = await cli.run(
    'cohorts',
    'shop-1',
    '--by',
    'month',
    '--measure',
    'revenue',
    '--at',
    '2025-03-01',
    '--json',
  );
  expect(json(grid)).toEqual({
    cohorts: [
      {
        start: '2025-01-01',
        size: 1,
        cells: [
          { period: 0, value: 350, customers: 1, ciLow: null, ciHigh: null, complete: true },
          { period: 1, value: 400, customers: 1, ciLow: null, ciHigh: null, complete: true },
          { period: 2, value: 0, customers: 0, ciLow: null, ciHigh: null, complete: false },
        ],
      },
    ],
  });
  const fit = json(await cli.run('clv', 'fit', 'shop-1', '--calibrate-until', '2025-03-01', '--json'));
  expect(Object.keys(fit)).toEqual(
    expect.arrayContaining(['chosen', 'why', 'candidates', 'spend', 'gates', 'holdout']),
  );
  expect(fit).toMatchObject({
    holdout: null,
    gates: expect.arrayContaining([{ gate: 'buyers', ok: false, have: 1, need: 300 }]),
  });
}, 120_000);

test('a wrong command is exit 2, a failed one 1, both one object under --json', async () => {
  const cases: [string[], number, string][] = [
    [['nothing', 'such'], 2, 'usage'],
    [['import', 'x', 'orders'], 2, 'usage'],
    [['import', 'x', 'nothing', 'f'], 2, 'usage'],
    [['cohorts', 'x', '--by', 'year'], 2, 'usage'],
    [['clv', 'fit', 'x', '--calibrate-until', '2025-02-30'], 2, 'usage'],
    [['clv', 'formula'], 2, 'usage'],
    [['cohorts', 'nobody'], 1, 'not_found'],
    [['import', 'nobody', 'orders', '/nowhere.csv'], 1, 'not_found'],
    [['clv', 'formula', '--expression', '1/0'], 1, 'division_by_zero'],
    [['clv', 'formula', '--expression', "constructor.constructor('x')()"], 1, 'syntax'],
    [['owner', 'reset', 'nobody@example.com'], 1, 'not_found'],
  ];
  for (const [args, code, word] of cases) {
    const ran = await cli.run(...args, '--json');
    expect([ran.code, (json(ran).error as { code: string }).code], args.join(' ')).toEqual([code, word]);
    const plain = await cli.run(...args);
    expect([plain.code, plain.stdout], args.join(' ')).toEqual([code, '']);
    expect(plain.stderr).not.toBe('');
  }
}, 120_000);

test('help needs no stores and says what there is', async () => {
  const { code, stdout } = await cli.run();
  expect(code).toBe(0);
  for (const name of ['workspace create', 'import', 'cohorts', 'clv fit', 'rebuild', 'doctor', 'keys rotate'])
    expect(stdout).toContain(name);
  expect((await cli.run('cohorts', '--help')).stdout).toContain('--by day|week|month');
});

test('a reader of the output that goes away early is no fault', async () => {
  const command = cli.start('cohorts', '--help');
  const complaints: string[] = [];
  command.stderr?.on('data', (chunk: Buffer) => complaints.push(chunk.toString()));
  command.stdout?.destroy();
  const [code] = (await once(command, 'exit')) as [number];
  expect([code, complaints.join('')]).toEqual([0, '']);
});

test('an unknown owner is invited, and the workspace is theirs to join', async () => {
  const made = json(await cli.run('workspace', 'create', 'shop-2', '--owner', 'New.Owner@example.com', '--json'));
  const invited = await owner`select email, role from invitations where workspace_id = ${String(made.id)}`;
  expect([...invited]).toEqual([{ email: 'new.owner@example.com', role: 'owner' }]);
  const taken = await cli.run('workspace', 'create', 'shop-2', '--json');
  expect([taken.code, (json(taken).error as { code: string }).code]).toEqual([1, 'conflict']);
}, 60_000);

test('doctor finds nothing wrong but what the tests switched off', async () => {
  const { checks } = json(await cli.run('doctor', '--json')) as {
    checks: { name: string; ok: boolean; fix?: string }[];
  };
  // The test cluster runs without fsync: the doctor must say so, and what to do.
  expect(checks.filter(({ ok }) => !ok).map(({ name }) => name)).toEqual(['durability']);
  expect(checks.find(({ name }) => name === 'durability')?.fix).toContain('postgresql.conf');
  expect(checks.length).toBeGreaterThan(10);
}, 60_000);

test('kill -9 twice in the middle of a file: the next command goes on behind the last batch, every row once', async () => {
  await cli.run('workspace', 'create', 'shop-3');
  const orders = await writeOrderFile(path.join(cli.dir, 'many.csv'), { rows: 40_000, seed: 3 });
  const tiny = await file('one.csv', 'customer_id,ordered_at\nc1,2025-01-01\n');
  const state = async () => {
    const [row] = await owner<{ id: string; state: string; received: number }[]>`
      select i.id, i.state, i.received::int, i.stored::int, i.duplicate::int, i.rejected::int, i.updated::int
      from imports i join workspaces w on w.id = i.workspace_id where w.slug = 'shop-3' and i.import_no = 1`;
    return row;
  };
  let read = 0;
  for (const next of [orders.path, tiny]) {
    const child = cli.start('import', 'shop-3', 'orders', next);
    await until(async () => ((await state())?.received ?? 0) > read || undefined);
    const exited = once(child, 'exit');
    child.kill('SIGKILL');
    await exited;
    const between = await state();
    expect(between?.state).toBe('running');
    expect(between?.received).toBeLessThan(orders.rows);
    read = between?.received ?? 0;
    // The lease of the dead command runs out by itself; the test does not wait for it.
    await owner`update imports set claimed_until = now() where id = ${between?.id ?? ''}`;
  }
  const next = await cli.run('import', 'shop-3', 'orders', tiny);
  expect(next.stderr).toContain('went on with 1 earlier import');
  const { rows: received, stored, duplicate, rejected, updated } = orders;
  expect(await state()).toMatchObject({ state: 'done', received, stored, duplicate, rejected, updated });
  expect(stored + duplicate + rejected).toBe(received);
  const [kept] = await owner`select (select count(*)::int from inbox i where i.workspace_id = w.id) as inbox,
    (select count(*)::int from inbox_keys k where k.workspace_id = w.id) as keys from workspaces w where w.slug = 'shop-3'`;
  expect(kept).toEqual({ inbox: stored + 1, keys: stored - updated + 1 });
  expect(
    fs.readdirSync(path.join(cli.dir, 'uploads')).flatMap((ws) => fs.readdirSync(path.join(cli.dir, 'uploads', ws))),
  ).toEqual([]);
}, 180_000);

test('an import is taken back by its id, and the same file can come again', async () => {
  await cli.run('workspace', 'create', 'shop-4');
  const text = 'customer_id,ordered_at,amount\nc1,2025-01-01,5\nc2,2025-01-02,6\n';
  const made = json(await cli.run('import', 'shop-4', 'orders', await file('wrong.csv', text), '--json'));
  const id = String(made.importId);
  const trial = json(await cli.run('imports', 'undo', 'shop-4', id, '--dry-run', '--json'));
  expect(trial).toMatchObject({ importId: id, state: 'done', records: 2, customers: 2, dryRun: true });
  expect(json(await cli.run('imports', 'undo', 'shop-4', id, '--json'))).toMatchObject({ state: 'undone', records: 2 });
  expect(json(await cli.run('imports', 'list', 'shop-4', '--json'))).toMatchObject({
    imports: [{ importId: id, state: 'undone', stored: 2 }],
  });
  expect(json(await cli.run('segments', 'count', 'shop-4', '--rule', await everybody(), '--json'))).toMatchObject({
    count: 0,
  });
  expect(json(await cli.run('import', 'shop-4', 'orders', await file('wrong.csv', text), '--json'))).toMatchObject({
    stored: 2,
    duplicate: 0,
  });
  // An undo that was asked for and whose command was stopped is finished by the next command that has to wait for it.
  await owner`update imports set state = 'undoing' where state = 'done' and workspace_id = (select id from workspaces where slug = 'shop-4')`;
  await owner`insert into moves (workspace_id, id, reason, import_no, requested_by)
    select id, gen_random_uuid(), 'undo', 2, 'test' from workspaces where slug = 'shop-4'`;
  const third = json(await cli.run('import', 'shop-4', 'orders', await file('wrong.csv', text), '--json'));
  expect(third).toMatchObject({ stored: 2, duplicate: 0 });
}, 120_000);

const everybody = () => file('everybody.json', JSON.stringify({ v: 1, any: [{ trait: 'id', op: 'known' }] }));

async function until<T>(look: () => Promise<T | undefined>): Promise<T> {
  for (;;) {
    const found = await look();
    if (found !== undefined) return found;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
