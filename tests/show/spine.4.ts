import { describeKills, importFaults, killWhileImporting } from '../chaos/imports/kills';
import {
  describeLarge,
  importByCommand,
  importByScreen,
  largeFaults,
  secondsOfCopy,
  withLargeFile,
} from '../chaos/imports/large-file';
import { buildBroken } from '../support/broken-build.mjs';

export const title =
  'kill -9 of web and worker mid-import: every row once; 1,000,000 orders within 300 MB; the controls are red';

const mostMb = 300;

export async function run(say: (line: string) => void) {
  const kills = await killWhileImporting(
    { seed: 4, rows: 200_000, victims: ['web', 'worker', 'worker', 'web', 'worker', 'worker'] },
    say,
  );
  say(describeKills(kills));
  const faults = importFaults(kills).map((fault) => `kills: ${fault}`);
  faults.push(...(await importMillion(say)));

  say('control: the build that keeps its progress apart from the rows');
  const broken = await buildBroken('progress-apart', { pages: true });
  try {
    const control = await killWhileImporting(
      { seed: 5, rows: 30_000, victims: ['worker', 'worker', 'worker'], checkout: broken.dir },
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

async function importMillion(say: (line: string) => void): Promise<string[]> {
  return withLargeFile(1_000_000, async (stage) => {
    const byCommand = await importByCommand(stage);
    say(describeLarge('by command', byCommand));
    const byScreen = await importByScreen(stage);
    say(describeLarge('by screen', byScreen));
    const copy = await secondsOfCopy(stage);
    say(`COPY of the same ${(stage.file.bytes / 1e6).toFixed(0)} MB: ${copy.toFixed(1)} s`);
    const faults = [
      ...largeFaults(byCommand, mostMb).map((fault) => `by command: ${fault}`),
      ...largeFaults(byScreen, mostMb).map((fault) => `by screen: ${fault}`),
    ];
    // The measure must be able to fail: a bound below what any such process needs is reported.
    if (largeFaults(byScreen, 30).length === 0) faults.push('the memory measure finds nothing above 30 MB');
    return faults;
  });
}
