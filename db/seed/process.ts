/**
 * How the sample workspace comes about: a shop whose customers buy by the processes that the models assume, so that
 * what the pages say can be held against the truth. Rates are per week, money is US dollars.
 */
export const sampleProcess = {
  seed: 20_251_217,
  firstDay: '2024-01-01',
  lastDay: '2025-12-17',
  /** New customers of the first month, growth a month, and the share of a usual month by calendar month. */
  arrivals: {
    first: 92,
    growth: 1.012,
    season: [0.95, 0.92, 0.98, 1, 1.02, 0.98, 1.05, 0.96, 0.98, 1.02, 1.2, 1.12],
  },
  /** Everybody buys on arrival, then at a personal rate, gamma(shape, rate in weeks); BG/NBD. */
  purchases: { shape: 0.9, rate: 6.5 },
  /** After every purchase a customer leaves with a personal chance, beta(a, b). */
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
  /** Rows that no shop system should have exported: refused with their reasons, or known already. */
  faults: { badAmounts: 7, missingCustomers: 4, repeated: 36 },
} as const;
