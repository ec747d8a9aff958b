import { formatNumber } from '@/components/evidence/format';
import { Panel } from '@/components/ui/panel';
import type { ClvCandidate, ClvRun } from '@/server/features/clv/schemas';
import { modelNames, parameterWords } from './clv-words';

const number = (value: number | null | undefined, decimals: number) =>
  value == null ? '–' : formatNumber(value, decimals);

/** Every model that was fitted, with its own test on the held-out days. */
export function CandidateTable({ run }: { run: ClvRun }) {
  return (
    <Panel title="Models compared" sub="fitted to the same days, tested on the same days" flush>
      <table className="tbl dense">
        <thead>
          <tr>
            <th scope="col">Model</th>
            <th scope="col" className="max-md:hidden">
              Parameters
            </th>
            <th scope="col" className="r max-md:hidden">
              Log-likelihood
            </th>
            <th scope="col" className="r max-md:hidden">
              BIC
            </th>
            <th scope="col" className="r">
              Predicted
            </th>
            <th scope="col" className="r max-md:hidden">
              Actual
            </th>
            <th scope="col" className="r max-md:hidden">
              MAE a customer
            </th>
            <th scope="col" className="r">
              Weekly miss
            </th>
          </tr>
        </thead>
        <tbody>
          {run.candidates.map((candidate) => (
            <Row key={candidate.model} candidate={candidate} chosen={candidate.model === run.chosen} />
          ))}
        </tbody>
      </table>
    </Panel>
  );
}

function Row({ candidate, chosen }: { candidate: ClvCandidate; chosen: boolean }) {
  const { holdout } = candidate;
  return (
    <tr className={chosen ? 'font-medium' : undefined}>
      <th scope="row" className={chosen ? 'font-semibold' : 'font-normal'}>
        {modelNames[candidate.model]}{' '}
        {chosen ? <span className="text-small font-normal text-muted">chosen</span> : null}
      </th>
      <td className="font-normal text-muted max-md:hidden">
        {candidate.ok ? parameterWords(candidate.params) : (candidate.reason ?? '').replaceAll('_', ' ')}
      </td>
      <td className="r max-md:hidden">{number(candidate.logLik, 2)}</td>
      <td className="r max-md:hidden">{number(candidate.bic, 1)}</td>
      <td className="r">{number(holdout?.predicted, 2)}</td>
      <td className="r max-md:hidden">{number(holdout?.actual, 0)}</td>
      <td className="r max-md:hidden">{number(holdout?.mae, 4)}</td>
      <td className="r">{number(holdout?.meanWeeklyError, 2)}</td>
    </tr>
  );
}
