import { readTokens, type SqlToken } from '@/server/analytics/sql-tokens';
import { badParameter, ClickHouseError } from './clickhouse-error';

const controlEscapes: Record<string, string> = {
  '\0': '\\0',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  "'": "\\'",
  '\\': '\\\\',
};
const tsvEscapes: Record<string, string> = { t: '\t', n: '\n', r: '\r', 0: '\0', b: '\b', f: '\f' };

export const sqlString = (text: string): string =>
  `'${text.replace(/[\\'\0\n\r\t]/g, (character) => controlEscapes[character] ?? character)}'`;

export const sqlIdentifier = (name: string): string => `\`${name.replace(/[\\`]/g, '\\$&')}\``;

const unescapeTsv = (text: string): string =>
  text.replace(/\\([\s\S])/g, (_, character: string) => tsvEscapes[character] ?? character);

/** Puts values in the place of `{name:Type}`; a CREATE may keep placeholders of its own (parametrised views). */
export function bindParameters(sql: string, tokens: SqlToken[], values: ReadonlyMap<string, string>): string {
  let bound = '';
  let last = 0;
  for (const token of tokens) {
    if (!token.parameter) continue;
    const { name, type } = token.parameter;
    const value = values.get(name);
    if (value === undefined) {
      if (/^create$/i.test(tokens[0]?.text ?? '')) continue;
      throw new ClickHouseError(400, 456, 'UNKNOWN_QUERY_PARAMETER', `Substitution \`${name}\` is not set`);
    }
    bound += sql.slice(last, token.at) + literal(type, value);
    last = token.at + token.raw.length;
  }
  return bound + sql.slice(last);
}

/** The server's own rule: the value is parsed as TSV, then cast. Containers keep their inner quoting. */
function literal(type: string, raw: string): string {
  if (!isTypeName(type)) throw badParameter(`${type} is not the name of a type`);
  if (type === 'Identifier') return sqlIdentifier(unescapeTsv(raw));
  if (raw === '\\N') return `CAST(NULL AS ${type})`;
  const bare = type.replace(/^(?:Nullable|LowCardinality)\((.*)\)$/s, '$1').replace(/^Nullable\((.*)\)$/s, '$1');
  if (/\bMap\(/.test(bare)) return `CAST(${readMap(type, raw)} AS ${type})`;
  const text = /^(?:Array|Tuple|Nested|Point|Ring|Polygon)/.test(bare) ? raw : unescapeTsv(raw);
  return `CAST(${sqlString(text)} AS ${type})`;
}

/** One word, or one word and one pair of brackets: anything else would let a type smuggle SQL into the statement. */
function isTypeName(type: string): boolean {
  let depth = 0;
  const tokens = readTokens(type);
  return (
    tokens.every((token, index) => {
      if (token.text === '(') depth++;
      if (token.text === ')') depth--;
      const closed = depth === 0 && index > 0 && token.text !== ')';
      const allowed =
        token.kind === 'punctuation'
          ? '(),=-.'.includes(token.text)
          : ['word', 'number', 'string', 'identifier'].includes(token.kind);
      return allowed && depth >= 0 && !closed && (index > 0 || token.kind === 'word');
    }) && depth === 0
  );
}

const mapPart = /'(?:[^'\\]|\\[\s\S])*'|[-+]?(?:\d[\w.+-]*|inf|nan)\b|\b(?:NULL|TRUE|FALSE)\b|[[\](){}:,]|\s+/giy;
const mapWords: Record<string, string> = { '{': 'map(', '}': ')', ':': ',' };

/** The engine has no cast from String to Map: the value is read again as constants, anything else is refused. */
function readMap(type: string, raw: string): string {
  const pattern = new RegExp(mapPart);
  let out = '';
  while (pattern.lastIndex < raw.length) {
    const part = pattern.exec(raw)?.[0];
    if (part === undefined) throw badParameter(`Value cannot be parsed as ${type}`);
    out += mapWords[part] ?? part;
  }
  return out;
}
