const steps: Readonly<Record<string, number>> = { '{': 1, '[': 1, '}': -1, ']': -1 };

/** Where a value of JSON text that was parsed before ends; `at` is its first character. */
function endOfValue(text: string, at: number): number {
  const first = text[at] ?? '';
  if (first === '"') return endOfString(text, at);
  if (first !== '{' && first !== '[') return endOfScalar(text, at);
  let depth = 0;
  for (let i = at; i < text.length; i++) {
    const c = text[i] ?? '';
    if (c === '"') i = endOfString(text, i) - 1;
    else depth += steps[c] ?? 0;
    if (depth === 0) return i + 1;
  }
  return text.length;
}

function endOfScalar(text: string, at: number): number {
  const after = /[\s,\]}]/g;
  after.lastIndex = at;
  return after.exec(text)?.index ?? text.length;
}

function endOfString(text: string, at: number): number {
  for (let i = at + 1; i < text.length; i++) {
    if (text[i] === '\\') i += 1;
    else if (text[i] === '"') return i + 1;
  }
  return text.length;
}

const isBlank = (c: string | undefined) => c === ' ' || c === '\n' || c === '\r' || c === '\t';

function nextPart(text: string, at: number): number {
  let i = at;
  while (isBlank(text[i]) || text[i] === ',' || text[i] === ':') i += 1;
  return i;
}

/** First character of the value under `name` of an object; of several, the last one, as JSON.parse decides. */
function findMember(text: string, name: string): number | undefined {
  let found: number | undefined;
  let i = nextPart(text, text.indexOf('{') + 1);
  while (i < text.length && text[i] !== '}') {
    const end = endOfString(text, i);
    const value = nextPart(text, end);
    if (JSON.parse(text.slice(i, end)) === name) found = value;
    i = nextPart(text, endOfValue(text, value));
  }
  return found;
}

/** The items of the array under `name`, as they were written. `text` is a JSON object that parsed, with that array in it. */
export function batchSlices(text: string, name: string): string[] {
  const slices: string[] = [];
  let i = nextPart(text, (findMember(text, name) ?? text.length) + 1);
  while (i < text.length && text[i] !== ']') {
    const end = endOfValue(text, i);
    slices.push(text.slice(i, end));
    i = nextPart(text, end);
  }
  return slices;
}
