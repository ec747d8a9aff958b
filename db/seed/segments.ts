import type { CreateSegmentInput } from '@/server/features/segments/schemas';

/** What the owner of the sample shop would have saved. */
export const sampleSegments: readonly CreateSegmentInput[] = [
  {
    name: 'Newsletter readers',
    description: 'Asked for the newsletter.',
    rule: { v: 1, all: [{ trait: 'newsletter', op: 'is', value: 'yes' }] },
  },
  {
    name: 'Regulars',
    description: 'Three orders or more in half a year.',
    rule: { v: 1, all: [{ orders: 'count', op: 'at_least', value: 3, within_days: 180 }] },
  },
  {
    name: 'Good customers gone quiet',
    description: 'Spent over $150 and have not ordered for two months.',
    rule: {
      v: 1,
      all: [
        { orders: 'sum_amount', op: 'greater_than', value: 150 },
        { orders: 'last', op: 'more_than_days_ago', value: 60 },
      ],
    },
  },
  {
    name: 'Subscribers',
    description: 'On a plan of the coffee subscription.',
    rule: { v: 1, all: [{ subscription: 'plan', op: 'one_of', value: ['One bag', 'Two bags', 'Office'] }] },
  },
];
