import { describeKills, importFaults, killWhileImporting } from '../chaos/imports/kills';
import { importLargeFile } from '../chaos/imports/large-file';
import { buildBroken } from '../support/broken-build.mjs';

export const title =
  'kill -9 of web and worker mid-import: every row once; 1,000,000 orders within 300 MB; the controls are red';

export async function run(say: (line: string) => void) {
  const kills = await killWhileImporting(
    { seed: 4, rows: 100_000, victims: ['web', 'worker', 'worker', 'web', 'worker'] },
    say,
  );
  say(describeKills(kills));
  const faults = importFaults(kills).map((fault) => `kills: ${fault}`);
  faults.push(...(await importLargeFile({ rows: 1_000_000, by: ['command', 'screen'] }, say)));

  say('control: the build that keeps its progress apart from the rows');
  const broken = await buildBroken('progress-apart', { pages: true });
  try {
    const control = await killWhileImporting(
      { seed: 5, rows: 30_000, victims: Array(4).fill('worker'), spreadMs: 2_500, checkout: broken.dir },
      say,
    );
    const found = importFaults(control);
    say(`control: ${found.join('; ')}`);
    if (found.length === 0) faults.push('the control is green');
  } finally {
    broken.remove();
  }
  for (const fault of faults) say(`fault: ${fault}`);
  return { holds: faults.length === 0, figure: faults.length === 0 ? describeKills(kills) : faults.join('; ') };
}
