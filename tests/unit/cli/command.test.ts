import { describe, expect, test } from 'vitest';
import { commands } from '@/server/cli/commands';
import { parseCommand, parsePairs, UsageError } from '@/server/cli/command';
import { table } from '@/server/cli/table';

describe('arguments', () => {
  test('positionals by name, options, --json anywhere', () => {
    const { words, values } = parseCommand(['a', '--json', '--by', 'week', 'b'], ['slug', 'file'], {
      by: { type: 'string' },
    });
    expect(words).toEqual({ slug: 'a', file: 'b' });
    expect(values).toMatchObject({ by: 'week', json: true });
  });

  test.each([
    [['a'], 'Missing: <file>'],
    [['a', 'b', 'c'], 'Unexpected: c'],
    [['a', 'b', '--nope'], "Unknown option '--nope'"],
    [['a', 'b', '--by'], "Option '--by <value>' argument missing"],
  ])('%j is wrong usage', (args, message) => {
    const parse = () => parseCommand(args, ['slug', 'file'], { by: { type: 'string' } });
    expect(parse).toThrow(UsageError);
    expect(parse).toThrow(message);
  });

  test('pairs keep what follows the first equals sign', () => {
    expect(parsePairs(['a=b=c', 'd='], 'map')).toEqual({ a: 'b=c', d: '' });
    expect(() => parsePairs(['=x'], 'map')).toThrow(UsageError);
    expect(() => parsePairs(['x'], 'map')).toThrow('--map needs name=value');
  });
});

test('every command says how it is used, and no two share a name', () => {
  expect(new Set(commands.map(({ name }) => name)).size).toBe(commands.length);
  for (const { name, summary } of commands) expect(`${name}: ${summary}`).toMatch(/^[a-z ]+: [a-z].{10,}[^.]$/);
});

test('tables line up, numbers at the right', () => {
  expect(
    table(
      ['model', 'n'],
      [
        ['nbd', '7'],
        ['paretonbd', '1,665'],
      ],
    ),
  ).toEqual(['model          n', 'nbd            7', 'paretonbd  1,665']);
});
