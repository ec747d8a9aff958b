import { z } from 'zod';
import { AppError } from '@/server/platform/errors';
import { readTokens } from './sql-tokens';

/** Named values a question is asked with. `ws` is not among them: the querier adds its own. */
export type QuestionParams = Record<string, unknown> & { ws?: never };

const checked = Symbol('checked by defineQuestion');

/** One ClickHouse question: the whole statement, its parameters and one row of its answer. Made by `defineQuestion`. */
export interface Question<P extends QuestionParams, R> {
  name: string;
  sql: string;
  params: z.ZodType<P>;
  row: z.ZodType<R>;
  readonly [checked]: true;
}

export interface AskOptions {
  /** Aborting stops the query in the engine. */
  signal?: AbortSignal;
  maxExecutionSeconds?: number;
}

/**
 * The analytics store as one workspace sees it. Throws AppError `analytics_unavailable` when the store cannot be
 * reached or holds no tables yet, `limit_reached` past the time or memory limit, and the signal's reason on abort.
 */
export interface Querier {
  /** All rows at once; at most 256 MB on the embedded engine. */
  run<P extends QuestionParams, R>(question: Question<P, R>, params: P, options?: AskOptions): Promise<R[]>;
  /** Rows as they come, in bounded memory. */
  stream<P extends QuestionParams, R>(question: Question<P, R>, params: P, options?: AskOptions): AsyncIterable<R>;
}

/** Refuses, with a TypeError, SQL that does not bind `{ws:UInt32}`, does not read, or binds a name `params` lacks. */
export function defineQuestion<P extends QuestionParams, R>(
  question: Omit<Question<P, R>, typeof checked>,
): Question<P, R> {
  const tokens = readTokens(question.sql);
  const bound = tokens.flatMap(({ parameter }) => parameter ?? []);
  const refuse = (reason: string): never => {
    throw new TypeError(`Question ${question.name} ${reason}`);
  };
  if (!/^(?:SELECT|WITH|\()$/i.test(tokens[0]?.text ?? '')) refuse('does not read');
  if (tokens.some(({ kind }) => kind === 'unsupported')) refuse('holds characters the engine reads in its own way');
  if (!bound.some(({ name, type }) => name === 'ws' && type === 'UInt32')) refuse('does not bind {ws:UInt32}');
  if (question.params instanceof z.ZodObject) {
    if ('ws' in question.params.shape) refuse('may not declare ws');
    const known = new Set(['ws', ...Object.keys(question.params.shape)]);
    const unknown = bound.find(({ name }) => !known.has(name));
    if (unknown) refuse(`binds ${unknown.name}, which its params lack`);
  }
  return { ...question, [checked]: true };
}

/** What a querier asks through: statement and bound values in, plain rows out. */
export interface QuestionTransport {
  rows(ask: Ask): Promise<unknown[]>;
  stream(ask: Ask): AsyncIterable<unknown>;
}

export interface Ask extends AskOptions {
  name: string;
  sql: string;
  params: Record<string, unknown>;
}

/** A querier of the workspace with this number; a negative one says that the store lost the workspace's answers. */
export function bindQuerier(transport: QuestionTransport, workspaceNo: number): Querier {
  const ws = z.int().min(-0xffffffff).max(0xffffffff).parse(workspaceNo);
  const ask = <P extends QuestionParams, R>(question: Question<P, R>, params: P, options: AskOptions): Ask => {
    if (question[checked] !== true) throw new TypeError(`Question ${question.name} was not made by defineQuestion`);
    if ('ws' in params) throw new TypeError(`Question ${question.name} may not be given ws`);
    if (ws < 0) throw new AppError('analytics_unavailable', 'The answers of this workspace are being rebuilt');
    return { ...options, name: question.name, sql: question.sql, params: { ...question.params.parse(params), ws } };
  };
  return {
    async run(question, params, options = {}) {
      const rows = await transport.rows(ask(question, params, options));
      return rows.map((row) => question.row.parse(row));
    },
    async *stream(question, params, options = {}) {
      for await (const row of transport.stream(ask(question, params, options))) yield question.row.parse(row);
    },
  };
}
