import { type Expression, type FormulaRefusal, type Operator, refuseFormula } from './types';

const MAX_LENGTH = 500;
const MAX_DEPTH = 60;
const NUMBER = /^(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?/;
const NAME = /^[A-Za-z_][A-Za-z0-9_]*/;
const OPERATORS: ReadonlyMap<string, Operator> = new Map([
  ['+', '+'],
  ['-', '−'],
  ['−', '−'],
  ['*', '×'],
  ['×', '×'],
  ['/', '÷'],
  ['÷', '÷'],
  ['^', '^'],
]);

type Token =
  | { readonly kind: 'number'; readonly value: number; readonly position: number }
  | { readonly kind: 'name'; readonly name: string; readonly position: number }
  | { readonly kind: 'operator'; readonly operator: Operator; readonly position: number }
  | { readonly kind: '(' | ')' | 'end'; readonly position: number };

class SyntaxProblem extends Error {}

function nextToken(text: string, at: number): { token: Token; length: number } {
  const rest = text.slice(at);
  const position = at + 1;
  const first = rest.charAt(0);
  if (first === '(' || first === ')') return { token: { kind: first, position }, length: 1 };
  const operator = OPERATORS.get(first);
  if (operator !== undefined) return { token: { kind: 'operator', operator, position }, length: 1 };
  const number = NUMBER.exec(rest)?.[0];
  if (number !== undefined)
    return { token: { kind: 'number', value: Number(number), position }, length: number.length };
  const name = NAME.exec(rest)?.[0];
  if (name !== undefined) return { token: { kind: 'name', name, position }, length: name.length };
  throw new SyntaxProblem(`"${first}" at character ${position} has no meaning in a formula.`);
}

function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  for (let at = 0; at < text.length; ) {
    if (/\s/.test(text.charAt(at))) {
      at += 1;
      continue;
    }
    const { token, length } = nextToken(text, at);
    tokens.push(token);
    at += length;
  }
  tokens.push({ kind: 'end', position: text.length + 1 });
  return tokens;
}

/** Recursive descent: sum := product (± product)*, product := power (×÷ power)*, power := −power | atom (^ power)?. */
class Parser {
  private at = 0;
  private depth = 0;
  constructor(private readonly tokens: readonly Token[]) {}

  whole(): Expression {
    const expression = this.sum();
    const rest = this.peek();
    if (rest.kind !== 'end') throw new SyntaxProblem(`An operator is missing before character ${rest.position}.`);
    return expression;
  }

  private peek(): Token {
    return this.tokens[this.at] ?? { kind: 'end', position: 0 };
  }

  private takeOperator(wanted: readonly Operator[]): Operator | null {
    const token = this.peek();
    if (token.kind !== 'operator' || !wanted.includes(token.operator)) return null;
    this.at += 1;
    return token.operator;
  }

  private chain(wanted: readonly Operator[], next: () => Expression): Expression {
    let left = next();
    for (let operator = this.takeOperator(wanted); operator !== null; operator = this.takeOperator(wanted)) {
      left = { kind: 'operation', operator, left, right: next() };
    }
    return left;
  }

  private sum(): Expression {
    return this.chain(['+', '−'], () => this.product());
  }

  private product(): Expression {
    return this.chain(['×', '÷'], () => this.power());
  }

  private power(): Expression {
    this.depth += 1;
    if (this.depth > MAX_DEPTH) throw new SyntaxProblem(`A formula nests at most ${MAX_DEPTH} deep.`);
    const expression = this.signedPower();
    this.depth -= 1;
    return expression;
  }

  private signedPower(): Expression {
    if (this.takeOperator(['−']) !== null) return { kind: 'negative', of: this.power() };
    const left = this.atom();
    if (this.takeOperator(['^']) === null) return left;
    return { kind: 'operation', operator: '^', left, right: this.power() };
  }

  private atom(): Expression {
    const token = this.peek();
    this.at += 1;
    if (token.kind === 'number') return { kind: 'number', value: token.value };
    if (token.kind === 'name') return { kind: 'variable', name: token.name, position: token.position };
    if (token.kind !== '(') throw new SyntaxProblem(`A number or a name is missing at character ${token.position}.`);
    const inside = this.sum();
    if (this.peek().kind !== ')')
      throw new SyntaxProblem(`A bracket opened at character ${token.position} is not closed.`);
    this.at += 1;
    return inside;
  }
}

/**
 * Parses a formula of + − × ÷ ^ ( ), numbers and named variables. Nothing is evaluated and no name is looked up.
 * Inputs: text of at most 500 characters; * / - are read as × ÷ −; ^ binds right and before a minus sign.
 * Returns the tree, or a refusal with reason `syntax` or `too_long` that names the character.
 */
export function parseFormula(text: string): { readonly ok: true; readonly expression: Expression } | FormulaRefusal {
  if (text.length > MAX_LENGTH) {
    return refuseFormula('too_long', `A formula has at most ${MAX_LENGTH} characters; this has ${text.length}.`);
  }
  try {
    return { ok: true, expression: new Parser(tokensOf(text)).whole() };
  } catch (problem) {
    if (problem instanceof SyntaxProblem) return refuseFormula('syntax', problem.message);
    throw problem;
  }
}
