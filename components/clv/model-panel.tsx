import { Check, X } from 'lucide-react';
import { formatMoment } from '@/components/evidence/dates';
import { formatCount } from '@/components/evidence/format';
import { Chip } from '@/components/ui/chip';
import { KeyValues, Panel } from '@/components/ui/panel';
import type { ClvRun } from '@/server/features/clv/schemas';
import { gateLabel, gateValue, modelNames } from './clv-words';

/** The model in use, why it was chosen, and the gates that the data passed or failed. */
export function ModelPanel({ run, timezone }: { run: ClvRun; timezone: string }) {
  const passed = run.gates.every((gate) => gate.ok);
  return (
    <Panel
      title="Model"
      actions={passed ? <Chip tone="good">all gates passed</Chip> : <Chip tone="watch">a gate failed</Chip>}
      foot={run.why}
    >
      <KeyValues
        items={[
          { term: 'Chosen', value: <b className="font-medium">{run.chosen ? modelNames[run.chosen] : 'none'}</b> },
          {
            term: 'Run',
            value: `${formatMoment(run.createdAt.getTime(), { timeZone: timezone })}, ${formatCount(run.customers)} customers`,
          },
        ]}
      />
      <table className="tbl dense -mx-4 mt-3 border-t border-border max-w-none w-[calc(100%+32px)]">
        <thead>
          <tr>
            <th scope="col">Gate</th>
            <th scope="col" className="r">
              Have
            </th>
            <th scope="col" className="r">
              Need
            </th>
          </tr>
        </thead>
        <tbody>
          {run.gates.map((gate) => (
            <tr key={gate.gate}>
              <th scope="row" className="font-normal">
                <span className="inline-flex items-center gap-1.5">
                  {gate.ok ? (
                    <Check className="icon-s text-good-text" aria-label="passed" />
                  ) : (
                    <X className="icon-s text-risk-text" aria-label="failed" />
                  )}
                  {gateLabel(gate.gate)}
                </span>
              </th>
              <td className="r">{gateValue(gate.have)}</td>
              <td className="r text-muted">{gateValue(gate.need)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Panel>
  );
}
