import { startIngestStack } from '../../support/ingest';
import { fuzzIngest } from './fuzz';
import { describeFigures, isIntact, killUnderLoad } from './kills';
import { overloadIngest } from './overload';
import { fuzzFaults, overloadFaults, readKept } from './verdicts';

const victims = ['web', 'ingest', 'worker', 'postgres', 'clickhouse'];

/** The long form of what ingest promises: bodies, overload, kills. */
export async function run(say: (line: string) => void): Promise<{ holds: boolean; figure: string }> {
  const bodies = await fuzz(say);
  const load = await overload(say);
  const kills = await killUnderLoad({ seed: 'long', kills: 200, acknowledgements: 1_000_000, victims }, say);
  say(describeFigures(kills));
  const isEnough = kills.acknowledged >= 1_000_000 && kills.betweenSendAndAcknowledgement >= 60;
  return {
    holds: bodies && load && isIntact(kills) && isEnough,
    figure: describeFigures(kills),
  };
}

async function fuzz(say: (line: string) => void): Promise<boolean> {
  const stack = await startIngestStack();
  try {
    const [ingest, { key, ctx }] = [await stack.startIngest(), await stack.makeTenant()];
    const figures = await fuzzIngest({ url: ingest.url, key }, { bodies: 100_000, seed: 'long' });
    say(`mutated bodies: ${JSON.stringify(figures)}`);
    return isFree(fuzzFaults(figures, await readKept(ctx)), say);
  } finally {
    await stack.stop();
  }
}

async function overload(say: (line: string) => void): Promise<boolean> {
  const figures = await overloadIngest();
  say(`overload: ${JSON.stringify(figures)}`);
  return isFree(overloadFaults(figures), say);
}

function isFree(faults: string[], say: (line: string) => void): boolean {
  for (const fault of faults) say(`fault: ${fault}`);
  return faults.length === 0;
}
