import { parseArgs, type ParseArgsConfig } from 'node:util';
import type { Stores } from './stores';

/** What a command works with. Stores open on first use, so that `clv formula` needs none. */
export interface CommandIo {
  stores: Stores;
  /** One line on standard error; standard output is for the answer. */
  progress(line: string): void;
}

/** The answer twice: the object of interfaces.md, and the lines for a person to read. */
export interface CommandAnswer {
  json: object;
  lines: string[];
  /** Something was found wrong: exit 1 although the command itself worked. */
  failed?: boolean;
}

export interface Command {
  /** As typed, e.g. `clv fit`. */
  name: string;
  usage: string;
  summary: string;
  run(args: string[], io: CommandIo): Promise<CommandAnswer>;
}

/** Ends with exit 2 and the usage of the command. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** Ends with exit 1 and a code of its own, where the reason is no AppError of a verb. */
export class CommandFailure extends Error {
  override readonly name = 'CommandFailure';
  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

type Options = NonNullable<ParseArgsConfig['options']>;

/** Positionals by name and the options of a command, or UsageError. `--json` is known everywhere. */
export function parseCommand<const P extends readonly string[], const O extends Options>(
  args: string[],
  names: P,
  options: O,
) {
  const parsed = tryParse(args, options);
  if (parsed.positionals.length > names.length) throw new UsageError(`Unexpected: ${parsed.positionals[names.length]}`);
  const missing = names[parsed.positionals.length];
  if (missing !== undefined) throw new UsageError(`Missing: <${missing}>`);
  const words = Object.fromEntries(names.map((name, i) => [name, parsed.positionals[i]]));
  return { words: words as Record<P[number], string>, values: parsed.values };
}

function tryParse<const O extends Options>(args: string[], options: O) {
  try {
    return parseArgs({
      args,
      options: { ...options, json: { type: 'boolean' } },
      allowPositionals: true,
      strict: true,
    });
  } catch (error) {
    if (error instanceof TypeError) throw new UsageError(error.message);
    throw error;
  }
}

/** `field=value` pairs of a repeated option; the value may hold further equals signs. */
export function parsePairs(pairs: readonly string[] | undefined, option: string): Record<string, string> {
  const found: Record<string, string> = {};
  for (const pair of pairs ?? []) {
    const at = pair.indexOf('=');
    if (at < 1) throw new UsageError(`--${option} needs name=value, not "${pair}"`);
    found[pair.slice(0, at)] = pair.slice(at + 1);
  }
  return found;
}
