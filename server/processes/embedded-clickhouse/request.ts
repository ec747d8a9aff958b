import type { IncomingMessage } from 'node:http';
import { bodyEncoding, readSqlBody } from './body';
import { ClickHouseError, syntaxError } from './clickhouse-error';
import type { ConnectionSetup } from './connections';
import { gatewayLimits, type User } from './limits';
import { bindParameters, sqlString } from './parameters';
import { checkReader, checkReaderSetting, readerDatabase, type ReaderLock } from './reader-lock';
import { mayHoldScalarSubquery, readStatement, requireSingle, type Statement } from './statement';

const control = new Set([
  'query',
  'default_format',
  'database',
  'query_id',
  'enable_http_compression',
  'wait_end_of_query',
  'send_progress_in_http_headers',
  'http_headers_progress_interval_ms',
  'user',
  'password',
  'quota_key',
  'buffer_size',
]);
const notEmbedded: Record<string, string> = {
  session_id: 'sessions',
  role: 'roles',
  compress: 'native-framed compression',
  decompress: 'native-framed compression',
  stacktrace: 'stack traces',
};
/** Only formats without header, footer or state across rows can be cut into chunks: the engine formats each on its own. */
const streamable = new Set([
  'JSONEachRow',
  'JSONCompactEachRow',
  'JSONStringsEachRow',
  'JSONCompactStringsEachRow',
  'TabSeparated',
  'TSV',
  'TabSeparatedRaw',
  'TSVRaw',
  'CSV',
  'RowBinary',
  'Native',
  'TSKV',
  'LineAsString',
  'MsgPack',
]);

/** What is known about the engine and needed to read a request. */
export interface RequestRules {
  knownSettings: ReadonlySet<string>;
  lock: ReaderLock;
}

/** A request ready to run: values bound, limits set, locks passed. */
export interface EngineRequest {
  statement: Statement;
  format: string;
  setup: ConnectionSetup;
  streaming: boolean;
  encoding: string | undefined;
}

export async function readEngineRequest(
  request: IncomingMessage,
  user: User,
  rules: RequestRules,
): Promise<EngineRequest> {
  const query = new URL(request.url ?? '/', 'http://gateway').searchParams;
  const readonly = user.readonly || request.method === 'GET';
  const { parameters, settings } = readQuery(query, rules, readonly);
  const statement = await readWholeStatement(request, query, parameters);
  if (readonly) checkReader(statement, rules.lock);
  const format = statement.format ?? query.get('default_format') ?? 'TabSeparated';
  const streaming = isStreaming(statement, format, query);
  if (!streaming && !statement.carriesRows) settings.set('max_result_bytes', String(gatewayLimits.resultBytes));
  const requested = query.get('database') ?? undefined;
  const database = readonly ? readerDatabase(requested) : requested;
  const setup = { database, settings: renderSettings(settings, user), readonly };
  return { statement, format, setup, streaming, encoding: bodyEncoding(request) };
}

function readQuery(query: URLSearchParams, rules: RequestRules, readonly: boolean) {
  const parameters = new Map<string, string>();
  const settings = new Map<string, string>();
  for (const [name, value] of query) {
    if (name.startsWith('param_')) parameters.set(name.slice('param_'.length), value);
    else if (name in notEmbedded) refuseUnlessOff(name, value);
    else if (!control.has(name)) readSetting(name, value, { rules, readonly, settings });
  }
  return { parameters, settings };
}

function refuseUnlessOff(name: string, value: string): void {
  if (value === '' || value === '0') return;
  throw new ClickHouseError(501, 48, 'NOT_IMPLEMENTED', `The embedded engine has no ${notEmbedded[name] ?? name}`);
}

function readSetting(
  name: string,
  value: string,
  into: { rules: RequestRules; readonly: boolean; settings: Map<string, string> },
): void {
  if (!into.rules.knownSettings.has(name))
    throw new ClickHouseError(400, 115, 'UNKNOWN_SETTING', `Unknown setting '${name}'`);
  if (name === 'readonly' || name === 'log_comment') return; // ours: the lock, and the mark that KILL finds
  if (into.readonly) checkReaderSetting(name);
  into.settings.set(name, value);
}

/** The statement from the address and, unless it carries rows, from the body; parameters in place. */
async function readWholeStatement(
  request: IncomingMessage,
  query: URLSearchParams,
  parameters: Map<string, string>,
): Promise<Statement> {
  let statement = readStatement(query.get('query') ?? '');
  const values = new Map(parameters);
  if (!statement?.carriesRows) {
    const body = await readSqlBody(request, gatewayLimits.sqlBytes);
    for (const [name, value] of body.parameters) values.set(name, value);
    if (body.sql !== '') statement = readStatement(statement ? `${statement.sql}\n${body.sql}` : body.sql);
    if (!statement) throw syntaxError('Empty query');
    statement = { ...statement, carriesRows: false };
  }
  const single = requireSingle(statement);
  if (!single.tokens.some(({ kind }) => kind === 'parameter')) return single;
  const bound = readStatement(bindParameters(single.sql, single.tokens, values));
  return { ...single, ...bound, carriesRows: single.carriesRows };
}

function isStreaming({ verb, tokens }: Statement, format: string, query: URLSearchParams): boolean {
  if (!['SELECT', 'WITH', '('].includes(verb) || !streamable.has(format)) return false;
  return query.get('wait_end_of_query') !== '1' && !mayHoldScalarSubquery(tokens);
}

/** `a='1', b='2'` in a stable order, the time and memory limits always among them. */
function renderSettings(settings: ReadonlyMap<string, string>, { limits }: User): string {
  const clamp = (name: string, most: number): string => {
    const asked = Number(settings.get(name) ?? 0);
    return String(asked > 0 ? Math.min(asked, most) : most);
  };
  // Values become part of the text here, so the text may be as long as a request's body.
  const all = new Map([['max_query_size', String(gatewayLimits.sqlBytes)], ...settings]);
  all.set('max_execution_time', clamp('max_execution_time', limits.maxExecutionSeconds));
  all.set('max_memory_usage', clamp('max_memory_usage', limits.maxMemoryBytes));
  return [...all]
    .map(([name, value]) => `${name}=${sqlString(value)}`)
    .sort()
    .join(', ');
}
