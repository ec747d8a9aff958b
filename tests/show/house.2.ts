import { describeFigures, isIntact, killUnderLoad } from '../chaos/ingest/kills';
import { buildBroken } from '../support/broken-build.mjs';

export const title =
  '20 kills under load, 100,000 acknowledgements: 0 lost, 0 double, stores equal; the control is red';

export async function run(say: (line: string) => void) {
  const victims = ['web', 'ingest', 'worker', 'postgres', 'clickhouse'];
  const ours = await killUnderLoad({ seed: 'house.2', kills: 20, acknowledgements: 100_000, victims }, say);
  say(describeFigures(ours));
  say('control: the build that acknowledges before it commits');
  const broken = await buildBroken('ack-before-commit', { pages: true });
  try {
    const control = await killUnderLoad(
      { seed: 'house.2', kills: 8, acknowledgements: 30_000, victims: ['ingest', 'postgres'], checkout: broken.dir },
      say,
    );
    say(describeFigures(control));
    return {
      holds: isIntact(ours) && ours.acknowledged >= 100_000 && control.lost > 0,
      figure: `${describeFigures(ours)}; the control lost ${control.lost} of ${control.acknowledged}`,
    };
  } finally {
    broken.remove();
  }
}
