import type { SqlToken } from '@/server/analytics/sql-tokens';
import { accessDenied, ClickHouseError } from './clickhouse-error';
import { type OpenEngine, readTable } from './engine';
import { readVerbs, type Statement } from './statement';

/** Where a reader without a database of its own stands: the engine's `default` shows the files of the host as tables. */
export const emptyDatabase = '_empty';

const safeTableFunctions = [
  'numbers',
  'numbers_mt',
  'zeros',
  'zeros_mt',
  'generate_series',
  'generateseries',
  'values',
  'null',
  'view',
  'format',
];
const safeSystemTables = new Set(['one', 'numbers', 'tables', 'columns', 'parts', 'databases']);
const unsafeCategories = ['AI', 'Dictionary', 'Embedded Dictionary', 'Introspection', 'Machine Learning'];
const unsafeFunctions = [
  'file',
  'catboostEvaluate',
  'filesystemAvailable',
  'filesystemCapacity',
  'filesystemUnreserved',
  'hasColumnInTable',
  'joinGet',
  'joinGetOrNull',
  'getClientHTTPHeader',
  'getMacro',
  'getServerPort',
  'getServerSetting',
  'getMergeTreeSetting',
  'showCertificate',
  'zookeeperSessionUptime',
  'fuzzQuery',
  'addressToLine',
];
const readerSettings =
  /^(?:max_[a-z_]+|optimize_[a-z_]+|output_format_json_[a-z0-9_]+|join_algorithm|session_timezone|cancel_http_readonly_queries_on_client_close)$/;

/** Names a reader may not use: `functions` anywhere (`APPLY file` needs no bracket), `tableFunctions` before a bracket. */
export interface ReaderLock {
  functions: ReadonlySet<string>;
  tableFunctions: ReadonlySet<string>;
}

const quotedList = (names: string[]): string => names.map((name) => `'${name.toLowerCase()}'`).join(', ');

/** Builds the lock from the engine itself, so that a new engine's functions are not forgotten. */
export async function readReaderLock({ native, keeper }: OpenEngine): Promise<ReaderLock> {
  const categories = unsafeCategories.map((name) => `'${name}'`).join(', ');
  const functions = await readTable(
    native,
    keeper,
    `WITH unsafe AS (SELECT lower(name) AS n FROM system.functions WHERE categories IN (${categories}) OR lower(name) IN (${quotedList(unsafeFunctions)}))
     SELECT n FROM unsafe UNION DISTINCT SELECT lower(name) FROM system.functions WHERE lower(alias_to) IN (SELECT n FROM unsafe)`,
  );
  const tables = await readTable(
    native,
    keeper,
    `SELECT lower(name) FROM system.table_functions WHERE lower(name) NOT IN (${quotedList(safeTableFunctions)})`,
  );
  return { functions: new Set(functions.flat()), tableFunctions: new Set(tables.flat()) };
}

/**
 * The second lock in front of the engine's readonly=1, which a `SETTINGS readonly=0` in a subquery would switch off and
 * which lets scalar `file()` through. It looks at the statement the engine will get, values already in place.
 */
export function checkReader({ verb, tokens }: Statement, lock: ReaderLock): void {
  if (!readVerbs.has(verb)) throw accessDenied('This user may only read');
  if (verb === 'SHOW' && !/^(?:tables|databases|columns)$/i.test(tokens[1]?.text ?? ''))
    throw accessDenied('This SHOW is not available to this user');
  tokens.forEach((token, index) => checkToken(token, tokens.slice(index + 1, index + 3), lock));
}

function checkToken(token: SqlToken, [next, afterNext]: SqlToken[], lock: ReaderLock): void {
  checkSpelling(token);
  if (token.kind !== 'word' && token.kind !== 'identifier') return;
  const name = token.text.toLowerCase();
  if (lock.functions.has(name) || (next?.text === '(' && lock.tableFunctions.has(name))) {
    throw accessDenied(`Function ${token.text} is not available to this user`);
  }
  if (next?.text === '.') checkDatabase(name, afterNext?.text.toLowerCase() ?? '');
}

function checkDatabase(database: string, table: string): void {
  if (database === 'default' || (database === 'system' && !safeSystemTables.has(table))) {
    throw accessDenied(`This table of ${database} is not available to this user`);
  }
}

function checkSpelling({ kind, raw }: SqlToken): void {
  if (kind === 'string') return;
  if (raw.includes('$')) throw accessDenied('$ is not available to this user');
  if (kind === 'word' && /^(?:settings|outfile|infile)$/i.test(raw)) {
    throw accessDenied(`${raw.toUpperCase()} is not available to this user (send settings as URL parameters)`);
  }
  // Escapes could spell a refused name (`fi\x6ce`), a path could name a file of the host.
  if (kind === 'identifier' && !/^[`"][\p{L}\p{N}_ -]*[`"]$/u.test(raw)) {
    throw accessDenied('Only letters, digits and spaces in quoted names are available to this user');
  }
}

/** The database a reader's names are resolved in. */
export function readerDatabase(requested: string | undefined): string {
  if (requested === 'system') throw accessDenied('Database system is not available to this user');
  return requested === undefined || requested === '' || requested === 'default' ? emptyDatabase : requested;
}

/** Some settings name files (`format_schema`, `format_template_row`): a reader may send only the listed ones. */
export function checkReaderSetting(name: string): void {
  if (!readerSettings.test(name))
    throw new ClickHouseError(403, 164, 'READONLY', `Cannot modify '${name}' setting in readonly mode`);
}
