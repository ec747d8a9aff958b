import { isAppError } from '@/server/platform/errors';
import { type Command, type CommandAnswer, CommandFailure, UsageError } from './command';
import { commands } from './commands';
import { Stores } from './stores';

const print = (stream: NodeJS.WriteStream, text: string): Promise<void> =>
  new Promise((resolve) => {
    stream.write(`${text}\n`, () => resolve());
  });

// A reader that goes away early (`| head`) has what it wanted; the command still ends its work.
for (const stream of [process.stdout, process.stderr])
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });

/** The command whose words begin the arguments, the longest first, and what is left for it. */
function findCommand(argv: string[]): { command: Command; args: string[] } | undefined {
  for (const length of [2, 1]) {
    const command = commands.find((known) => known.name === argv.slice(0, length).join(' '));
    if (command) return { command, args: argv.slice(length) };
  }
  return undefined;
}

function overview(): string {
  const width = Math.max(...commands.map((command) => command.name.length));
  const lines = commands.map((command) => `  ${command.name.padEnd(width)}  ${command.summary}`);
  return ['Usage: npm run -s holdfast -- <command> [--json]', '', ...lines].join('\n');
}

const usageOf = (command: Command) => `Usage: holdfast ${command.name} ${command.usage} [--json]`;

/** The store's own words: what the driver wraps around them repeats the statement with its values. */
function rootOf(error: unknown): unknown {
  return error instanceof Error && error.cause instanceof Error ? rootOf(error.cause) : error;
}

function explain(error: unknown): { code: string; message: string } {
  if (error instanceof UsageError) return { code: 'usage', message: error.message };
  if (isAppError(error) || error instanceof CommandFailure) return { code: error.code, message: error.message };
  const root = rootOf(error);
  return { code: 'failed', message: root instanceof Error ? root.message : String(root) };
}

async function answer(command: Command, args: string[]): Promise<CommandAnswer> {
  const stores = new Stores(command.name);
  try {
    return await command.run(args, { stores, progress: (line) => void process.stderr.write(`${line}\n`) });
  } finally {
    await stores.close();
  }
}

async function refuse(problem: { code: string; message: string }, json: boolean): Promise<number> {
  if (json) await print(process.stdout, JSON.stringify({ error: problem }));
  else await print(process.stderr, problem.message);
  return problem.code === 'usage' ? 2 : 1;
}

async function run({ command, args }: { command: Command; args: string[] }, json: boolean): Promise<number> {
  try {
    const result = await answer(command, args);
    await print(process.stdout, json ? JSON.stringify(result.json) : result.lines.join('\n'));
    return result.failed ? 1 : 0;
  } catch (error) {
    const problem = explain(error);
    const code = await refuse(problem, json);
    if (code === 2 && !json) await print(process.stderr, usageOf(command));
    return code;
  }
}

async function main(argv: string[]): Promise<number> {
  const json = argv.includes('--json');
  const words = argv[0] === '--json' ? [...argv.slice(1), '--json'] : argv;
  const found = findCommand(words);
  if (argv.length === 0 || argv.includes('--help')) {
    await print(process.stdout, found ? `${found.command.summary}\n${usageOf(found.command)}` : overview());
    return 0;
  }
  if (found) return run(found, json);
  if (!json) await print(process.stderr, overview());
  return refuse(
    {
      code: 'usage',
      message: `Unknown command: ${words
        .filter((word) => word !== '--json')
        .slice(0, 2)
        .join(' ')}`,
    },
    json,
  );
}

process.exitCode = await main(process.argv.slice(2));
