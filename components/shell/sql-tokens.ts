export interface SqlToken {
  kind: 'keyword' | 'call' | 'text' | 'comment' | 'plain';
  text: string;
}

const keywords =
  'SELECT|FROM|WHERE|AND|OR|NOT|IN|AS|BETWEEN|GROUP BY|ORDER BY|LIMIT|WITH|JOIN|LEFT|INNER|ON|USING|HAVING|UNION ALL|ARRAY JOIN|CASE|WHEN|THEN|ELSE|END|IS|NULL|DISTINCT|OVER|PARTITION BY|DESC|ASC|INTERVAL';
const pattern = new RegExp(
  `(--[^\\n]*)|('(?:[^'\\\\]|\\\\.|'')*')|\\b(${keywords.replaceAll(' ', '\\s+')})\\b|([A-Za-z_]\\w*)(?=\\()`,
  'gi',
);

const kinds = ['comment', 'text', 'keyword', 'call'] as const;

/** Splits a statement into pieces to colour. Joined again they give the statement back. */
export function tokenise(sql: string): SqlToken[] {
  const tokens: SqlToken[] = [];
  let from = 0;
  for (const match of sql.matchAll(pattern)) {
    if (match.index > from) tokens.push({ kind: 'plain', text: sql.slice(from, match.index) });
    const kind = kinds[match.slice(1).findIndex((group) => group !== undefined)] ?? 'plain';
    tokens.push({ kind, text: match[0] });
    from = match.index + match[0].length;
  }
  if (from < sql.length) tokens.push({ kind: 'plain', text: sql.slice(from) });
  return tokens;
}
