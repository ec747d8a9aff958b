/**
 * How the sample workspace comes about: a shop whose customers buy by the processes that the models assume, so that
 * what the pages say can be held against the truth. Rates are per week, money is US dollars. One file of this folder
 * draws each part, from random numbers of its own: `shop.ts` the first, the others in the order below.
 */
export const sampleProcess = {
  seed: 20_251_217,
  firstDay: '2024-01-01',
  lastDay: '2025-12-17',
  /** New customers of the first month, growth a month, and the share of a usual month by calendar month. */
  arrivals: {
    first: 108,
    growth: 1.012,
    season: [0.95, 0.92, 0.98, 1, 1.02, 0.98, 1.05, 0.96, 0.98, 1.02, 1.2, 1.12],
  },
  /** Everybody buys on arrival, then at a personal rate, gamma(shape, rate in weeks). */
  purchases: { shape: 0.9, rate: 6.5 },
  /** After every purchase, the first too, a customer leaves with a personal chance, beta(a, b): MBG/NBD. */
  dropout: { a: 0.8, b: 3.2 },
  /** In one month a half-price week won more customers than usual, who leave sooner: what the Cohorts page should find. */
  hasty: { month: '2025-07', arrivals: 1.7, dropout: { a: 6.5, b: 3.2 } },
  /** Referred customers buy this much more often: what a comparison by channel should find. */
  referralRate: 1.3,
  /** An order is gamma(shape, personal rate), the rate gamma(shape, scale); mean 6 × 20 / 3.5 = 34.29; Gamma-Gamma. */
  spend: { shape: 6, personalShape: 4.5, scale: 20 },
  refundShare: 0.025,
  /** Visits of a customer who has not left. */
  visitsPerWeek: 0.22,
  countries: [
    ['US', 0.58],
    ['CA', 0.16],
    ['GB', 0.14],
    ['DE', 0.07],
    ['FR', 0.05],
  ],
  channels: [
    ['organic search', 0.34, 0],
    ['paid search', 0.26, 14.5],
    ['social', 0.22, 9.8],
    ['referral', 0.18, 4],
  ],
  products: [
    ['coffee', 'Morning blend 500 g', 0.34],
    ['coffee', 'Single estate 250 g', 0.22],
    ['tea', 'Assam leaf 200 g', 0.16],
    ['equipment', 'Pour-over set', 0.1],
    ['equipment', 'Burr grinder', 0.05],
    ['gifts', 'Tasting box', 0.13],
  ],
  /** A share of customers are offices; each names two or three people. */
  offices: { share: 0.04, roles: ['buyer', 'office manager', 'bookkeeper'] },
  /**
   * Two finished e-mails to everybody who had joined, arms by lot. A treated customer who would not have ordered in the
   * window orders once in it with chance `reach`: the effect on the share that orders is reach × the share that would not
   * have. The first has an effect, the second has none.
   */
  campaigns: [
    {
      name: 'September brew guide',
      at: '2025-09-08T14:00:00Z',
      windowDays: 60,
      controlShare: 0.3,
      reach: 0.11,
      smallest: 0.02,
      subject: 'How to brew what you bought',
      message: 'Hello {{name}}, five minutes and a kettle are all it takes. Here is our guide.',
      mailCost: 0.35,
    },
    {
      name: 'November tasting note',
      at: '2025-11-10T15:00:00Z',
      windowDays: 35,
      controlShare: 0.3,
      reach: 0,
      smallest: 0.05,
      subject: 'What November tastes of',
      message: 'Hello {{name}}, this month it is plum and cocoa.',
      mailCost: 0.35,
    },
  ],
  /**
   * A coffee subscription, paid apart from orders: a share of those with two orders take one some weeks later. Every
   * month they end it with a personal chance, beta(a, b): shifted-beta-geometric. Some end it for a larger plan.
   */
  subscriptions: {
    share: 0.34,
    weeksLater: { shape: 2, rate: 0.4 },
    ending: { a: 1.3, b: 12 },
    upgrades: 0.12,
    plans: [
      ['One bag', 0.7, 18, 1],
      ['Two bags', 0.3, 34, 2],
    ],
    office: { plan: 'Office', perSeat: 6.5, seats: 14, bags: 8 },
    reasons: [
      ['too much coffee', 0.31],
      ['price', 0.24],
      ['moved away', 0.14],
      ['taste', 0.12],
      ['competitor', 0.11],
      ['inactivity', 0.08],
    ],
    /** Ends with a reason on file, and those who come back after one to three months. */
    reasonKnown: 0.86,
    comingBack: 0.12,
  },
  /** Brews logged in the shop's app by a running subscription; in the last weeks before its end at a part of that rate. */
  usage: {
    perWeek: 0.5,
    lastWeeks: 4,
    lastPart: 0.3,
    methods: [
      ['pour-over', 0.45],
      ['espresso', 0.35],
      ['french press', 0.2],
    ],
  },
  /** A ticket after a share of orders, first answered after gamma(shape, rate) minutes and closed after hours. */
  tickets: {
    share: 0.045,
    firstResponse: { shape: 1.4, rate: 0.012 },
    closing: { shape: 1.2, rate: 0.05 },
    escalated: { high: 0.28, other: 0.05 },
    rated: 0.5,
    priorities: [
      ['normal', 0.55],
      ['low', 0.3],
      ['high', 0.15],
    ],
    subjects: [
      ['Parcel late', 'It should have come three days ago.', 0.36],
      ['Wrong grind', 'I asked for whole beans and got espresso grind.', 0.24],
      ['Damaged box', 'The bag was open when it arrived.', 0.18],
      ['Refund not seen', 'The money is not back on my card yet.', 0.12],
      ['Machine question', 'Which setting fits the Morning blend?', 0.1],
    ],
  },
  /** A chat before a share of orders. Each topic: share, and the chance that the assistant alone resolves it. */
  conversations: {
    share: 0.06,
    topics: [
      ['delivery time', 0.38, 0.86],
      ['choosing a coffee', 0.27, 0.7],
      ['change an order', 0.21, 0.42],
      ['complaint', 0.14, 0.2],
    ],
    /** Of those it does not resolve: handed to a person who does; the rest stay open. */
    human: 0.8,
    rated: 0.4,
    csat: { ai: 4.1, human: 4.4, none: 2.1 },
  },
  /**
   * Surveys. NPS a month after the first order: 9.6 − 4.2 × the personal chance of leaving, ± 1.5, so that who leaves
   * sooner scores lower. CSAT three days after a share of orders: around 4.2 of 5.
   */
  responses: {
    npsRate: 0.24,
    nps: { top: 9.6, perLeaving: 4.2, sd: 1.5 },
    csatShare: 0.03,
    csat: { mean: 4.2, sd: 0.9 },
    texts: 0.5,
  },
  /** Service costs of a ticket and of a person's chat; the money spent on a channel in a month is what its customers cost ± 5 %. */
  costs: { ticket: 4.6, humanChat: 2.2, spendNoise: 0.05 },
  /** Rows that no shop system should have exported: refused with their reasons, or known already. */
  faults: { badAmounts: 7, missingCustomers: 4, repeated: 36 },
} as const;
