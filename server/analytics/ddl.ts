import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { AppError } from '@/server/platform/errors';
import { readTokens, type SqlToken } from './sql-tokens';
import { type AnalyticsWriter, createAnalyticsWriter } from './writer';

/** A numbered file of db/clickhouse: several statements with the holes `{db}`, `{on}` and `{eng:X}`. */
export interface DdlTemplate {
  name: string;
  text: string;
}

/** Where templates are applied. Without a cluster: the embedded engine or one server. */
export interface DdlTarget {
  database: string;
  cluster?: string | undefined;
}

const plainName = z.string().regex(/^[A-Za-z_]\w*$/, { error: 'must be a plain name' });

/** The folder's `NNNN-name.sql` files in order. */
export function readTemplates(folder: string): DdlTemplate[] {
  const names = fs
    .readdirSync(folder)
    .filter((name) => name.endsWith('.sql'))
    .sort();
  const stray = names.find((name) => !/^\d{4}[-_][a-z0-9_-]+\.sql$/.test(name));
  if (stray) throw new Error(`${stray} is not named like 0001-facts.sql`);
  return names.map((name) => ({ name, text: fs.readFileSync(path.join(folder, name), 'utf8') }));
}

/** `{eng:X}` becomes X, or ReplicatedX on a cluster; `{on}` nothing, or ON CLUSTER. Other braces are left alone. */
export function renderTemplate(text: string, { database, cluster }: DdlTarget): string {
  const on = cluster === undefined ? '' : `ON CLUSTER '${plainName.parse(cluster)}'`;
  const replicated = cluster === undefined ? '' : 'Replicated';
  return text
    .replaceAll('{db}', plainName.parse(database))
    .replaceAll('{on}', on)
    .replace(/\{eng:(\w+)\}/g, (_, engine: string) => `${replicated}${engine}`);
}

/** The statements of `text`, at the semicolons that are not inside quotes or comments. */
export function splitStatements(text: string): string[] {
  const statements: string[] = [];
  let open: SqlToken[] = [];
  const close = (end: number) => {
    const [first] = open;
    if (first) statements.push(text.slice(first.at, end).trim());
    open = [];
  };
  for (const token of readTokens(text)) {
    if (token.kind === 'punctuation' && token.text === ';') close(token.at);
    else open.push(token);
  }
  close(text.length);
  return statements;
}

/** Applying again must be harmless, for a process may end between a statement and its record. */
function requireRepeatable(statement: string, name: string): void {
  const words = readTokens(statement)
    .slice(0, 8)
    .map(({ text }) => text.toUpperCase())
    .join(' ');
  const isSafe = !/^(?:CREATE|DROP)\b/.test(words) || /\bIF (?:NOT )?EXISTS\b|^CREATE OR REPLACE\b/.test(words);
  if (!isSafe) throw new Error(`${name}: "${words}" must say IF [NOT] EXISTS or OR REPLACE`);
}

const recordTable = `CREATE TABLE IF NOT EXISTS {db}.schema_migrations {on}
  (name String, statement UInt16, checksum String, applied_at DateTime('UTC') DEFAULT now())
  ENGINE = {eng:ReplacingMergeTree} ORDER BY (name, statement)`;

const recordRow = z.object({ name: z.string(), statement: z.number(), checksum: z.string() });

export interface MigrateOptions {
  /** The writer's address; its path names the database, which is made when it is missing. */
  url: string;
  templates: readonly DdlTemplate[];
  cluster?: string | undefined;
}

/**
 * Applies every statement once, in order, and records it in `schema_migrations`. Returns how many were applied now.
 * Throws AppError `precondition` when an applied statement has changed since: a store is then built anew by `rebuild`.
 */
export async function migrateAnalytics({ url, templates, cluster }: MigrateOptions): Promise<number> {
  const address = new URL(url);
  const target = { database: plainName.parse(decodeURIComponent(address.pathname.slice(1))), cluster };
  address.pathname = '/default'; // the database may not exist yet, and a server refuses an address that names it
  const writer = createAnalyticsWriter(address.href);
  try {
    await writer.command(renderTemplate('CREATE DATABASE IF NOT EXISTS {db} {on}', target));
    await writer.command(renderTemplate(recordTable, target));
    let applied = 0;
    const record = await readRecord(writer, target);
    for (const template of templates) applied += await applyTemplate(writer, template, { target, record });
    return applied;
  } finally {
    await writer.close();
  }
}

async function readRecord(writer: AnalyticsWriter, { database }: DdlTarget): Promise<Map<string, string>> {
  const rows = await writer.query(
    `SELECT name, statement, checksum FROM ${database}.schema_migrations FINAL`,
    recordRow,
  );
  return new Map(rows.map(({ name, statement, checksum }) => [`${name}:${statement}`, checksum]));
}

async function applyTemplate(
  writer: AnalyticsWriter,
  { name, text }: DdlTemplate,
  { target, record }: { target: DdlTarget; record: Map<string, string> },
): Promise<number> {
  let applied = 0;
  for (const [index, statement] of splitStatements(text).entries()) {
    requireRepeatable(statement, name);
    const checksum = createHash('sha256').update(statement).digest('hex');
    const known = record.get(`${name}:${index}`);
    if (known !== undefined && known !== checksum)
      throw new AppError('precondition', `${name} has changed since it was applied: rebuild the analytics store`);
    if (known !== undefined) continue;
    await writer.command(renderTemplate(statement, target));
    await writer.insertRows(`${target.database}.schema_migrations`, [{ name, statement: index, checksum }]);
    applied++;
  }
  return applied;
}
