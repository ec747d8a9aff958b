import { takeShots } from '../run/take-shots.mjs';

export const title = 'every page in both themes at 1440 and 390, sample and empty: axe 0, nothing scrolls sideways';

export async function run(say: (line: string) => void) {
  const { pictures, faults } = await takeShots(say);
  for (const fault of faults) say(fault);
  return { holds: pictures > 0 && faults.length === 0, figure: `${pictures} pictures, ${faults.length} faults` };
}
