import fs from 'node:fs';
import type { Rule } from '@/db/schema/segments.constants';
import { previewSegment } from '@/server/features/segments';
import { previewSegmentInput } from '@/server/features/segments/schemas';
import { AppError } from '@/server/platform/errors';
import { type Command, parseCommand, UsageError } from './command';
import { parseInput } from './parse-input';

async function readJson(file: string): Promise<unknown> {
  if (!fs.existsSync(file)) throw new AppError('not_found', `There is no file ${file}.`);
  const text = await fs.promises.readFile(file, 'utf8');
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new AppError('invalid', `${file} is not JSON: ${error instanceof Error ? error.message : 'unreadable'}`);
  }
}

/** A rule that cannot be is the file's fault, not the command's: exit 1, and the path of what is wrong. */
function readRule(value: unknown): Rule {
  const read = previewSegmentInput.shape.rule.safeParse(value);
  if (read.success) return read.data;
  throw new AppError('invalid', read.error.issues.map(({ message }) => message).join('\n'));
}

export const segmentsCount: Command = {
  name: 'segments count',
  usage: '<slug> --rule FILE.json [--at DATE]',
  summary: 'how many customers a rule describes',
  async run(args, { stores }) {
    const { words, values } = parseCommand(args, ['slug'], { rule: { type: 'string' }, at: { type: 'string' } });
    if (values.rule === undefined) throw new UsageError('Missing: --rule FILE.json');
    const at = parseInput(previewSegmentInput.shape.at, values.at);
    const rule = readRule(await readJson(values.rule));
    const { count, base, asOf } = await previewSegment(await stores.openWorkspace(words.slug), { rule, at });
    return { json: { count, base }, lines: [`${count} of ${base} customers, as of ${asOf}`] };
  },
};
