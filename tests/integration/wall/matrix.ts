import { randomBytes, randomUUID } from 'node:crypto';
import superjson from 'superjson';
import { z } from 'zod';
import { walls } from '@/db/walls';
import { addressHeader } from '@/server/auth/client-address';
import type { ProcedureMeta } from '@/server/trpc/init';
import { type Answer, readAnswer } from '@/tests/support/web';
import { fingerprint, idOf, textIdOf } from './fill';
import { type Bag, inputsFor } from './inputs';
import type { Actor, Stage } from './stage';

export interface Procedure {
  path: string;
  type: 'query' | 'mutation';
  input: z.core.$ZodType | undefined;
  scope: ProcedureMeta['scope'];
}

/** Every procedure of the root router, read from the router itself. */
export async function readProcedures(): Promise<Procedure[]> {
  const { appRouter } = await import('@/server/trpc/root');
  const all = appRouter._def.procedures as unknown as Record<
    string,
    { _def: { type: string; inputs: z.core.$ZodType[]; meta?: ProcedureMeta } }
  >;
  return Object.entries(all).map(([path, { _def }]) => {
    if (_def.type !== 'query' && _def.type !== 'mutation')
      throw new Error(`the matrix cannot call ${path}, a ${_def.type}`);
    if (_def.inputs.length > 1)
      throw new Error(`the matrix cannot fill ${path}, which has ${_def.inputs.length} inputs`);
    if (!_def.meta) throw new Error(`${path} is not made of a procedure of server/trpc/init`);
    return { path, type: _def.type, input: _def.inputs[0], scope: _def.meta.scope };
  });
}

export interface Finding {
  procedure: string;
  actor: string;
  problem: string;
}

export interface Tally {
  calls: number;
  canaries: number;
  findings: Finding[];
}

type PostOrGet = (
  request: Request,
  address: { params: Promise<{ workspace: string; trpc: string }> },
) => Promise<Response>;

/** Asks one procedure as the browser of this actor would, and reads every byte of the answer. */
async function ask(
  actor: Actor,
  procedure: Procedure,
  { workspace, input }: { workspace: string; input: unknown },
): Promise<{ answer: Answer; bytes: string }> {
  const { GET, POST } = (await import('@/app/api/trpc/[workspace]/[trpc]/route')) as {
    GET: PostOrGet;
    POST: PostOrGet;
  };
  const packed = JSON.stringify(superjson.serialize(input));
  const base = `/api/trpc/${workspace}/${procedure.path}`;
  const isQuery = procedure.type === 'query';
  const request = actor.browser.request(
    isQuery ? `${base}?input=${encodeURIComponent(packed)}` : base,
    isQuery ? { method: 'GET' } : { method: 'POST', body: packed },
  );
  // Limits count by address: each question comes from another one, so that none is answered by a limit.
  request.headers.set(addressHeader, `2001:db8::${randomBytes(2).toString('hex')}:${randomBytes(2).toString('hex')}`);
  const params = Promise.resolve({ workspace, trpc: procedure.path });
  const response = await (isQuery ? GET : POST)(request, { params });
  const text = await response.text();
  return { answer: readAnswer(response.status, text), bytes: `${[...response.headers].join('\n')}\n${text}` };
}

/** Ids of B by kind of row, and the same number of ids that belong to nobody. */
function bagsOf(stage: Stage): { theirs: Bag[]; nobody: () => Bag } {
  const tables = Object.keys(walls).filter((table) => !['rate_limits', 'workspaces', 'people'].includes(table));
  const theirs = [
    { uuid: stage.b.personId, other: stage.b.workspaceId, text: stage.b.slug, email: stage.b.email },
    { uuid: stage.b.workspaceId, other: stage.b.personId, text: stage.b.slug, email: stage.b.email },
    ...tables.map((table) => ({
      uuid: idOf(stage.b, table, 1),
      other: idOf(stage.b, table, 2),
      text: textIdOf(stage.b, `${table}-id`, 1),
      email: stage.b.email,
    })),
  ];
  const nobody = () => ({
    uuid: randomUUID(),
    other: randomUUID(),
    text: `x${randomUUID().slice(-12)}`,
    email: `${randomUUID().slice(-12)}@nobody.example`,
  });
  return { theirs, nobody };
}

/** What an answer says apart from what was asked: code and message, with the question's own words taken out. */
const saying = (answer: Answer, bag: Bag): string => {
  if (answer.ok) return 'ok';
  const plain = [bag.uuid, bag.other, bag.text, bag.email]
    .filter(Boolean)
    .reduce((text, word) => text.replaceAll(word, '·'), answer.message)
    .replaceAll(/slug-[0-9a-f]{12}/g, '·');
  return `${answer.status} ${answer.code} ${answer.reason ?? ''} ${plain}`;
};

const takesAnId = ({ input, path }: Procedure, bag: Bag): boolean =>
  input !== undefined && JSON.stringify(inputsFor(input, bag, path)).includes(bag.uuid);

/**
 * Which of B's ids are tried: those of the table the procedure is named after and the person, in every variant of the
 * input; by the most powerful actor also those of every other table, once each.
 */
function trialsFor(procedure: Procedure, theirs: Bag[], actor: Actor): { bag: Bag; most: number }[] {
  const [first] = theirs;
  const near = procedure.path.split('.')[0]?.slice(0, 5) ?? '';
  if (!first || !takesAnId(procedure, first)) return theirs.slice(0, 1).map((bag) => ({ bag, most: 8 }));
  return theirs.flatMap((bag, kind) => {
    if (kind === 0 || bag.text.startsWith(near)) return [{ bag, most: 8 }];
    return actor.name === 'owner of A' ? [{ bag, most: 1 }] : [];
  });
}

/** One procedure by one actor: at the actor's own address with B's ids, at B's address, and with ids of nobody. */
export async function tryProcedure(stage: Stage, procedure: Procedure, actor: Actor, tally: Tally): Promise<void> {
  const { theirs, nobody } = bagsOf(stage);
  const report = (problem: string) => tally.findings.push({ procedure: procedure.path, actor: actor.name, problem });
  const call = async (workspace: string, input: unknown) => {
    const { answer, bytes } = await ask(actor, procedure, { workspace, input });
    if (procedure.type === 'mutation') await stage.restore();
    tally.calls += 1;
    const seen = bytes.split(stage.b.canary).length - 1;
    tally.canaries += seen;
    if (seen > 0) report(`${seen} canaries at /${workspace} with ${JSON.stringify(input)}`);
    return answer;
  };
  const inputs = (bag: Bag) => (procedure.input ? inputsFor(procedure.input, bag, procedure.path) : [undefined]);
  const own = procedure.scope === 'workspace' ? actor.home : '_';
  for (const { bag, most } of trialsFor(procedure, theirs, actor)) {
    const other = nobody();
    const [asB, asNobody] = [inputs(bag), inputs(other)];
    for (const [variant, input] of asB.slice(0, most).entries()) {
      const known = saying(await call(own, input), bag);
      const unknown = saying(await call(own, asNobody[variant]), other);
      if (known !== unknown) report(`B's id says “${known}”, a random one “${unknown}”: ${JSON.stringify(input)}`);
    }
  }
  if (procedure.scope !== 'workspace') return;
  const [first] = theirs;
  const foreign = await call(stage.b.slug, first && inputs(first)[0]);
  const absent = await call('no-such-workspace', first && inputs(first)[0]);
  if (foreign.ok) report(`B's address answers ${actor.name}`);
  const none: Bag = { uuid: stage.b.slug, other: '', text: 'no-such-workspace', email: '' };
  if (saying(foreign, none) !== saying(absent, none))
    report(`B's address says “${saying(foreign, none)}”, no one's “${saying(absent, none)}”`);
}

/** What changed of B: any row of the workspace; of its person, rows that were there before. New mails to the person are hers. */
export function changesOf(
  before: Awaited<ReturnType<typeof fingerprint>>,
  after: Awaited<ReturnType<typeof fingerprint>>,
): string[] {
  const changed = Object.keys(before.tenant).filter(
    (table) => before.tenant[table]?.join() !== after.tenant[table]?.join(),
  );
  const lost = Object.entries(before.person).filter(([table, rows]) =>
    rows.some((row) => !after.person[table]?.includes(row)),
  );
  return [...changed, ...lost.map(([table]) => `${table} (person)`)];
}
