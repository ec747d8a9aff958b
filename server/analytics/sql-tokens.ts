/**
 * One piece of ClickHouse SQL. `at` is its offset and `raw` its exact text; `text` is `raw` without quotes for an
 * `identifier`. A `parameter` is `{name:Type}`. `unsupported` is what the engine reads differently from this lexer.
 */
export interface SqlToken {
  kind: 'word' | 'identifier' | 'string' | 'heredoc' | 'number' | 'parameter' | 'punctuation' | 'unsupported';
  text: string;
  raw: string;
  at: number;
  parameter?: { name: string; type: string };
}

const blank = String.raw`\s+|--[^\n]*|#[! ][^\n]*|\/\*[\s\S]*?\*\/`;
const heredoc = String.raw`(?<tag>\$\w*\$)[\s\S]*?\k<tag>`;
const text = String.raw`'(?:[^'\\]|\\[\s\S]|'')*'`;
const quoted = '`(?:[^`\\\\]|\\\\[\\s\\S]|``)*`|"(?:[^"\\\\]|\\\\[\\s\\S]|"")*"';
const parameter = String.raw`\{\s*(?<name>\w+)\s*:\s*(?<type>(?:[^{}']|'(?:[^'\\]|\\.)*')+)\}`;
const source = [
  blank,
  heredoc,
  text,
  quoted,
  parameter,
  String.raw`[\p{L}_][\p{L}\p{N}_$]*`,
  String.raw`[0-9][\w.]*`,
  String.raw`[\s\S]`,
].join('|');

/** Splits SQL into tokens; blanks and comments vanish. It never interprets SQL beyond this. */
export function readTokens(sql: string): SqlToken[] {
  const pattern = new RegExp(source, 'uy');
  const tokens: SqlToken[] = [];
  for (let match = pattern.exec(sql); match; match = pattern.exec(sql)) {
    const token = readToken(match);
    if (token) tokens.push(token);
  }
  return tokens;
}

function readToken(match: RegExpExecArray): SqlToken | undefined {
  const raw = match[0];
  const at = match.index;
  // The engine nests comments, so `/* /* */ ' */` would hide a quote from us and show it to the engine.
  if (raw.startsWith('/*')) return raw.includes('/*', 2) ? { kind: 'unsupported', text: raw, raw, at } : undefined;
  if (/^(?:\s|--|#[! ])/u.test(raw)) return undefined;
  if (match.groups?.name && match.groups.type) {
    return {
      kind: 'parameter',
      text: raw,
      raw,
      at,
      parameter: { name: match.groups.name, type: match.groups.type.trim() },
    };
  }
  if (/^[`"][\s\S]/u.test(raw)) return { kind: 'identifier', text: unquote(raw), raw, at };
  return { kind: kindOf(raw), text: raw, raw, at };
}

function kindOf(raw: string): SqlToken['kind'] {
  if (raw.length > 1 && raw.startsWith("'")) return 'string';
  if (raw.length > 1 && raw.startsWith('$')) return 'heredoc';
  // Typographic quotes open strings in the engine; nothing else outside printable ASCII has a meaning there.
  if (/[^ -~]/.test(raw)) return 'unsupported';
  if (/^[A-Za-z_]/.test(raw)) return 'word';
  return /^[0-9]/.test(raw) ? 'number' : 'punctuation';
}

const unquote = (raw: string): string =>
  raw
    .slice(1, -1)
    .replace(/\\([\s\S])|``|""/g, (whole: string, escaped: string | undefined) => escaped ?? whole.slice(1));
