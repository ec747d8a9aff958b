import { checkAnswers } from './checks/answers';
import type { Check } from './checks/check';
import { checkMachine } from './checks/machine';
import { checkRecord } from './checks/record';
import { type Command, parseCommand } from './command';

export const doctor: Command = {
  name: 'doctor',
  usage: '',
  summary: 'look at stores, roles, migrations, durability, disk, keys and clock; says what to do',
  async run(args, { stores }) {
    parseCommand(args, [], {});
    const checks = [...(await checkRecord(stores)), ...(await checkAnswers(stores)), ...(await checkMachine(stores))];
    const ok = checks.every((check) => check.ok);
    return { json: { ok, checks }, lines: checks.flatMap(lineOf), failed: !ok };
  },
};

const lineOf = ({ name, ok, detail, fix }: Check): string[] => [
  `${ok ? 'ok     ' : 'PROBLEM'}  ${name}: ${detail}`,
  ...(fix === undefined ? [] : [`         ${fix}`]),
];
