import { formatDate } from '@/components/evidence/dates';
import { Toolbar } from '@/components/shell/page';
import { SegmentedLinks } from '@/components/ui/segmented';
import { cohortMeasures, cohortPeriods } from '@/db/schema/cohorts.constants';
import type { CohortSpec } from '@/server/features/cohorts/schemas';
import { addressOf, measureChoices, periodChoices, withChange } from './cohort-address';
import { AsOfPicker } from './as-of-picker';
import { EventPicker } from './event-picker';

interface CohortToolbarProps {
  slug: string;
  spec: CohortSpec;
  /** Undefined where the grid could not be made: then the newest day was asked for. */
  asOf: string | undefined;
}

/** What is measured, by which period, by what customers start and return: every choice is an address. */
export function CohortToolbar({ slug, spec, asOf }: CohortToolbarProps) {
  const to = (change: Partial<CohortSpec>) => addressOf(slug, withChange(spec, change));
  return (
    <Toolbar>
      <SegmentedLinks
        label="Measure"
        options={cohortMeasures.map((measure) => ({
          href: to({ measure }),
          label: measureChoices[measure],
          current: spec.measure === measure,
        }))}
      />
      <SegmentedLinks
        label="Period"
        options={cohortPeriods.map((by) => ({ href: to({ by }), label: periodChoices[by], current: spec.by === by }))}
      />
      {spec.measure === 'retained' || spec.measure === 'customers' ? (
        <SegmentedLinks
          label="Came back"
          options={[
            {
              href: to({ criteria: 'on' }),
              label: 'On',
              current: spec.criteria === 'on',
              name: 'In exactly that period',
            },
            { href: to({ criteria: 'on_or_after' }), label: 'On or after', current: spec.criteria === 'on_or_after' },
          ]}
        />
      ) : null}
      <EventPicker slug={slug} spec={spec} />
      <AsOfPicker
        slug={slug}
        spec={spec}
        asOf={asOf ?? ''}
        label={asOf ? `Up to ${formatDate(asOf)}` : 'Up to the newest day'}
      />
    </Toolbar>
  );
}
