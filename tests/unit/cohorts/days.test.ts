import { describe, expect, test } from 'vitest';
import { dayNumberOf } from '@/server/platform/calendar';
import { fitClvInput } from '@/server/features/clv/schemas';
import { cohortCustomersInput, cohortSpec } from '@/server/features/cohorts/schemas';
import { rfmInput } from '@/server/features/rfm/schemas';

describe('days that the analytics store cannot hold are refused where they are typed', () => {
  const faults = (at: string) =>
    [
      cohortSpec.safeParse({ at }),
      rfmInput.safeParse({ at }),
      fitClvInput.safeParse({ calibrateUntil: at }),
      cohortCustomersInput.safeParse({ spec: {}, start: at, period: 0 }),
    ].map(({ error }) => error?.issues[0]?.message);

  test.each(['1960-01-01', '2149-06-07', '2300-01-01'])('%s', (day) =>
    expect(faults(day)).toEqual(Array(4).fill('must be a day from 1970-01-01 to 2149-06-06')),
  );

  test('the first and the last one are taken', () => {
    expect([dayNumberOf('1970-01-01'), dayNumberOf('2149-06-06')]).toEqual([0, 65_535]);
    for (const day of ['1970-01-01', '2149-06-06']) expect(faults(day)).toEqual(Array(4).fill(undefined));
  });

  test('a week that began in 1969 is still one of 1970', () => {
    expect(cohortCustomersInput.safeParse({ spec: { by: 'week' }, start: '1969-12-29', period: 0 }).success).toBe(true);
  });
});
