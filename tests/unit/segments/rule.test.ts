import { expect, test } from 'vitest';
import { ruleLimits } from '@/db/schema/segments.constants';
import { activityKey, eventOf, monthsAndDays, writtenEvent } from '@/server/features/segments/domain/activity';
import { describeRule } from '@/server/features/segments/domain/describe';
import { minorOf } from '@/server/features/segments/domain/predicates';
import { ruleSchema } from '@/server/features/segments/schemas';
import { dayNumberOf, dayOfNumber } from '@/server/platform/calendar';
import { seededRandom } from '@/server/stats/rng';

const faultsOf = (rule: unknown) => {
  const read = ruleSchema.safeParse(rule);
  return read.success ? [] : read.error.issues.map(({ message }) => message);
};
const leaf = (node: object) => faultsOf({ v: 1, all: [node] });

test('the rule of the interfaces is taken as it is', () => {
  const rule = {
    v: 1,
    all: [
      { trait: 'country', op: 'is', value: 'GB' },
      {
        any: [
          { did: 'login', op: 'at_least', times: 2, within_days: 90 },
          { orders: 'sum_amount', op: 'greater_than', value: 500, within_days: 365 },
        ],
      },
      { not: { segment: 'lost' } },
    ],
  };
  expect(ruleSchema.parse(rule)).toEqual(rule);
  expect(ruleSchema.parse({ v: 1, did: 'login' })).toEqual({ v: 1, did: 'login', op: 'at_least', times: 1 });
});

test.each([
  [undefined, 'rule: must be an object such as { "v": 1, "all": [] }'],
  [{ all: [] }, 'v: must be 1'],
  [{ v: 2, all: [] }, 'v: must be 1'],
  [{ v: 1 }, 'rule: needs one of all, any, not, trait, did, first, last, orders, subscription, segment, customers'],
  [{ v: 1, all: {} }, 'all: must be a list of conditions'],
  [{ v: 1, all: [], any: [] }, 'any: cannot stand beside all'],
  [{ v: 1, all: [7] }, 'all[0]: must be a condition or a group of them'],
  [{ v: 1, not: { any: [{ trait: 'a', op: 'like', value: 'x' }] } }, 'not.any[0].op: must be one of is, is_not'],
])('%j is refused by its path', (rule, message) => {
  expect(faultsOf(rule)[0]).toContain(message);
});

test.each([
  [{ trait: 'country', op: 'greater_than', value: 1 }, 'all[0].op: must be one of is, is_not'],
  [{ trait: 'created_at', op: 'is', value: 'x' }, 'all[0].op: must be one of in_last_days'],
  [{ trait: 'created_at', op: 'on', value: '2026-02-30' }, 'all[0].value: must be a day'],
  [{ trait: 'created_at', op: 'between', from: '2026-02-02', to: '2026-02-01' }, 'all[0].to: must not be before'],
  [{ trait: 'x', op: 'is', value: '' }, 'all[0].value: '],
  [{ trait: 'x', op: 'is', value: 'a\0b' }, 'all[0].value: '],
  [{ trait: 'x', op: 'is', value: '\uD800' }, 'all[0].value: '],
  [{ trait: 'x', op: 'one_of', value: [] }, 'all[0].value: '],
  [{ trait: 'x', op: 'known', value: 1 }, 'all[0].value: is not known here'],
  [{ did: 'login', op: 'at_least', times: 1.5 }, 'all[0].times: '],
  [{ did: 'login', times: 1, days: 1 }, 'all[0].days: cannot stand beside times'],
  [{ did: 'login', within_days: 3, from: '2026-01-01' }, 'all[0].within_days: cannot stand beside from and to'],
  [{ did: 'any', where: [{ property: 'a', op: 'known' }] }, 'all[0].where: needs one event, not any'],
  [{ orders: 'sum', op: 'at_least', value: 1 }, 'all[0].orders: must be one of count'],
  [{ orders: 'count', op: 'at_least', times: 1 }, 'all[0].'],
  [
    { orders: 'count', op: 'at_least', value: 1, where: [{ property: 'amount', op: 'is', value: 1 }] },
    'all[0].where[0].op: ',
  ],
  [{ orders: 'last', op: 'known' }, 'all[0].op: must be one of in_last_days'],
  [{ segment: 'a', op: 'is' }, 'all[0].op: is not known here'],
  [{ sql: '1 = 1' }, 'all[0]: needs one of'],
])('the condition %j is refused by its path', (condition, message) => {
  expect(leaf(condition)[0]).toContain(message);
});

test('limits are named', () => {
  const many = Array.from({ length: ruleLimits.conditions + 1 }, () => ({ segment: 'a' }));
  expect(faultsOf({ v: 1, all: many })).toEqual([`all[${ruleLimits.conditions}]: is one condition more than 60`]);
  let deep: object = { segment: 'a' };
  for (let i = 0; i <= ruleLimits.depth; i += 1) deep = { not: deep };
  expect(faultsOf({ v: 1, ...deep })[0]).toContain('is nested deeper than 8');
});

test('anything at all is a rule or a list of faults with paths, never another error', () => {
  const random = seededRandom(5);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  const keys = [
    'v',
    'all',
    'any',
    'not',
    'trait',
    'did',
    'orders',
    'op',
    'value',
    'times',
    'where',
    'from',
    'segment',
    '__proto__',
    'constructor',
  ];
  const make = (depth: number): unknown => {
    const kind = Math.floor(random() * (depth > 4 ? 4 : 7));
    if (kind < 4)
      return pick([
        null,
        1,
        -0.5,
        'is',
        '',
        'GB',
        '\0',
        Number.NaN,
        true,
        'count',
        'at_least',
        '2026-01-01',
        undefined,
      ]);
    if (kind === 4) return Array.from({ length: Math.floor(random() * 3) }, () => make(depth + 1));
    return Object.fromEntries(Array.from({ length: Math.floor(random() * 5) }, () => [pick(keys), make(depth + 1)]));
  };
  let refused = 0;
  for (let i = 0; i < 5_000; i += 1) {
    const faults = faultsOf({ v: 1, ...(make(0) as object) });
    for (const fault of faults) expect(fault).toMatch(/^[\w[\].]+: \S/);
    refused += faults.length > 0 ? 1 : 0;
  }
  expect(refused).toBeGreaterThan(4_000);
});

test('events whose names the sets of activity use for something else', () => {
  expect(['any', 'login', 'order', '\\any', '\\\\any', '\\x'].map(activityKey)).toEqual([
    '',
    'login',
    '\\order',
    'any',
    '\\\\any',
    '\\\\x',
  ]);
  for (const event of ['any', '\\any', 'order', '\\x', 'a b']) expect(eventOf(writtenEvent(event))).toBe(event);
});

test('months and days cover a range once', () => {
  for (const [from, to] of [
    ['2026-01-15', '2026-04-02'],
    ['2026-02-01', '2026-02-28'],
    ['2026-02-02', '2026-02-27'],
    ['2025-12-31', '2026-02-01'],
  ] as const) {
    const { months, days } = monthsAndDays({ from: dayNumberOf(from), to: dayNumberOf(to) });
    const covered = days.flatMap((range) =>
      Array.from({ length: range.to - range.from + 1 }, (_, i) => dayOfNumber(range.from + i)),
    );
    const inMonths = (day: string) =>
      months !== undefined &&
      (Number(day.slice(0, 4)) - 1970) * 12 + Number(day.slice(5, 7)) - 1 >= months.from &&
      (Number(day.slice(0, 4)) - 1970) * 12 + Number(day.slice(5, 7)) - 1 <= months.to;
    for (let day = dayNumberOf(from) - 40; day <= dayNumberOf(to) + 40; day += 1) {
      const name = dayOfNumber(day);
      const times = covered.filter((one) => one === name).length + (inMonths(name) ? 1 : 0);
      expect([name, times]).toEqual([name, name >= from && name <= to ? 1 : 0]);
    }
  }
});

test('money is rounded half away from zero', () => {
  expect([minorOf(1.005, 2), minorOf(-1.005, 2), minorOf(500, 0), minorOf(0.0005, 3), minorOf(1e-7, 2)]).toEqual([
    101, -101, 500, 1, 0,
  ]);
});

test('a rule in plain English', () => {
  const writing = { money: (n: number) => `$${n}`, day: (day: string) => day, count: String };
  const words = (rule: object) => describeRule(ruleSchema.parse({ v: 1, ...rule }), writing);
  expect(
    words({
      all: [
        { trait: 'country', op: 'is', value: 'GB' },
        {
          any: [
            { did: 'login', times: 2, within_days: 90 },
            { orders: 'sum_amount', op: 'greater_than', value: 500, within_days: 365 },
          ],
        },
        { not: { segment: 'lost' } },
      ],
    }),
  ).toBe(
    'country is “GB”, (did “login” at least 2 times in the last 90 days or spent more than $500 net of refunds in the last 365 days), and not in the segment “lost”',
  );
  expect(words({ all: [] })).toBe('');
  expect(words({ did: 'any', op: 'exactly', times: 0 })).toBe('did not do anything ever');
  expect(words({ orders: 'last', op: 'more_than_days_ago', value: 30 })).toBe('last ordered 30 days ago or longer');
  expect(words({ orders: 'count', op: 'at_least', value: 1, from: '2026-02-01', to: '2026-02-28' })).toBe(
    'ordered at least once from 2026-02-01 to 2026-02-28',
  );
  expect(words({ first: '\\any', op: 'on', value: '2026-01-02' })).toBe('first did “any” on 2026-01-02');
});
