import { rotateKeys } from '@/server/features/workspaces';
import { type Command, parseCommand } from './command';

export const keysRotate: Command = {
  name: 'keys rotate',
  usage: '',
  summary: 'seal every stored secret again with a new key, while everything runs',
  async run(args, { stores }) {
    parseCommand(args, [], {});
    const maker = { ...stores.personContext(), db: stores.system() };
    const rotated = await rotateKeys(maker, { dir: stores.env().HOLDFAST_DIR });
    const { current, addedKey, workspaces, resealed } = rotated;
    const from = addedKey ? 'a new key' : 'the current key of HOLDFAST_KEYS';
    return {
      json: rotated,
      lines: [`${resealed} secrets of ${workspaces} workspaces are sealed with ${from}, ${current}.`],
    };
  },
};
