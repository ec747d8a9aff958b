import type { Cohort, CohortCell } from '@/server/features/cohorts/schemas';
import type { CustomerSummary } from '@/server/features/customers/schemas';

export type { Cohort, CohortCell };

/** Purchases and money net of refunds of some days. */
export interface PeriodSum {
  orders: number;
  spendMinor: number;
  /** Purchases whose amount is unknown or in a currency without a rate. */
  unknownAmounts: number;
}

/** The month of the as-of day, and what it is compared with. Days are YYYY-MM-DD, both ends included. */
export interface MonthSoFar {
  month: string;
  from: string;
  to: string;
  /** Days that are in, of the days of the month. */
  days: number;
  of: number;
  /** The same days of the month before; all of it when the month is over. */
  before: { month: string; from: string; to: string };
}

/** Two groups of new customers, by the share that bought in the same later month. */
export interface CohortComparison {
  /** Months after the one they first bought in. */
  period: number;
  newer: { start: string; size: number; share: number };
  older: { start: string; size: number; share: number };
  /** Newer minus older, in share points (−1 to 1), with its 95 % interval. */
  difference: { estimate: number; low: number; high: number };
}

/** New customers of one month and the month after. */
export interface NewCustomers {
  /** First day of the month. */
  start: string;
  size: number;
  /** Who bought in the month after; undefined before there is one. */
  next: CohortCell | undefined;
}

export interface Home {
  customers: CustomerSummary;
  asOf: string;
  soFar: MonthSoFar;
  thisMonth: PeriodSum;
  monthBefore: PeriodSum;
  /** The last two years, months without orders left out, oldest first. */
  months: (PeriodSum & { month: string })[];
  /** Undefined until two months of new customers can be compared. */
  comparison: CohortComparison | undefined;
  /** Newest first, six at most. */
  newest: NewCustomers[];
  /** The largest month of new customers that has a finished month after it; 0 before there is one. */
  readableCohort: number;
}
