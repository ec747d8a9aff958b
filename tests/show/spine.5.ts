import { runBrowserTests } from '../run/parts.mjs';

export const title =
  'by the screens alone: 2,000 customers in, a campaign out, the verdict covers the drawn effect; none does not work';

const files = ['tests/e2e/spine.spec.ts'];

/** What the sentence of the failed run said, in place of a verdict that covers the effect. */
const whyRed = (output: string): string | undefined =>
  /Too small to tell|No difference that matters|cannot be told apart|made no difference that matters|getByText\('Works'/.exec(
    output,
  )?.[0];

export async function run(say: (line: string) => void) {
  const ours = await runBrowserTests(say, { files });
  say(`as built: ${ours.passed} passed, ${ours.failed} failed`);
  say('control: the same orders, given to anybody of both arms');
  const control = await runBrowserTests(say, { files, env: { SPINE_OUTCOMES: 'shuffled' } });
  const reason = whyRed(control.output);
  say(`control: ${control.failed} failed, ${reason ?? 'for another reason'}`);
  return {
    holds: ours.passed === 2 && ours.failed === 0 && control.failed > 0 && reason !== undefined,
    figure: `${ours.passed} of 2 runs of the chain as the seed drew them; with shuffled outcomes ${control.failed} failed (${reason ?? 'for another reason'})`,
  };
}
