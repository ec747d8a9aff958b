import { type Direction, evidenceOf, type Interval, toneClass, toneOf } from '@/components/evidence/evidence';
import { IntervalBar, ScaleHead } from '@/components/evidence/interval-bar';
import { sharedScale } from '@/components/evidence/interval-layout';
import { cx } from '@/components/ui/cx';

export interface ForestGroup {
  id: string;
  /** "Still paying after 60 days". */
  metric: string;
  /** "primary, points"; with a limit: "points, limit +1.6". */
  note: string;
  direction: Direction;
  /** A guardrail's limit, in the unit of the scale. */
  limit?: number;
  arms: readonly { id: string; name: string; interval: Interval; estimate: string; ends: string }[];
}

interface ForestPlotProps {
  groups: readonly ForestGroup[];
  ticks: readonly { value: number; label: string }[];
  /** Groups of different units: each has a scale of its own, all with zero in the middle, so that one head holds. */
  ownScales?: boolean;
}

const barWidth = 300;

/** Effects by metric and arm around one shared zero; effect and interval at the right. */
export function ForestPlot({ groups, ticks, ownScales = false }: ForestPlotProps) {
  const all = groups.flatMap((group) => group.arms.map((arm) => arm.interval));
  const limits = groups.flatMap((group) =>
    group.limit === undefined ? [] : [{ estimate: group.limit, low: null, high: null }],
  );
  const shared = sharedScale([...all, ...limits], ownScales ? { around: 0 } : {});
  const scaleOf = (group: ForestGroup) =>
    ownScales
      ? sharedScale(
          group.arms.map((arm) => arm.interval),
          { around: 0 },
        )
      : shared;
  return (
    <table className="tbl dense">
      <thead>
        <tr>
          <th scope="col">Metric and arm</th>
          <th scope="col" className="max-md:hidden">
            <span className="sr-only">Picture</span>
            <ScaleHead scale={shared} ticks={ticks} width={barWidth} />
          </th>
          <th scope="col" className="r">
            effect
          </th>
          <th scope="col" className="r max-md:hidden">
            95 % interval
          </th>
        </tr>
      </thead>
      {groups.map((group) => (
        <tbody key={group.id} className="border-t border-border first-of-type:border-t-0">
          <tr>
            <th scope="rowgroup" colSpan={4} className="border-b-0! pt-3! font-medium">
              {group.metric} <span className="text-small font-normal text-muted">{group.note}</span>
            </th>
          </tr>
          {group.arms.map((arm) => {
            const evidence = evidenceOf(arm.interval, group.direction);
            const isClear = evidence.kind === 'clear';
            return (
              <tr key={arm.id} className="[&>*]:border-b-0!">
                <th scope="row" className="pl-7! font-normal">
                  {arm.name}
                </th>
                <td className="max-md:hidden">
                  <IntervalBar
                    interval={arm.interval}
                    direction={group.direction}
                    scale={scaleOf(group)}
                    width={barWidth}
                    limit={group.limit}
                    label={`${group.metric}, ${arm.name}: ${arm.estimate}, ${arm.ends}`}
                  />
                </td>
                <td className={cx('r', isClear ? `font-semibold ${toneClass[toneOf(evidence)].text}` : 'text-muted')}>
                  {evidence.kind === 'too_few' ? 'too few' : arm.estimate}
                  <span className="hidden text-small font-normal text-muted max-md:block">{arm.ends}</span>
                </td>
                <td className="r text-muted max-md:hidden">{arm.ends}</td>
              </tr>
            );
          })}
        </tbody>
      ))}
    </table>
  );
}
