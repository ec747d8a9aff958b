import { bgnbd } from './bgnbd';
import { mbgnbd } from './mbgnbd';
import { nbd } from './nbd';
import { paretonbd } from './paretonbd';
import type { BtydModel, BtydName } from './types';

/** Every purchase model by its name, in the order in which candidates are reported. */
export const btydModels: Readonly<Record<BtydName, BtydModel>> = { nbd, bgnbd, mbgnbd, paretonbd };

/** Parameters with their names, as the command line and the pages print them. */
export function namedParameters(model: BtydName, params: readonly number[]): Record<string, number> {
  return Object.fromEntries(btydModels[model].parameterNames.map((name, i) => [name, params[i] as number]));
}
