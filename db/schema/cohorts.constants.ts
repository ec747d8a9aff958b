// Apart from the schemas, so that the browser need not load zod for a list of words.
export const cohortPeriods = ['day', 'week', 'month'] as const;
export const cohortMeasures = ['retained', 'customers', 'revenue', 'revenue_per_customer', 'orders'] as const;
export const cohortCriteria = ['on', 'on_or_after'] as const;

/** The grid that nobody asked anything special of. */
export const usualCohort = {
  by: 'month',
  start: 'first_order',
  return: 'order',
  measure: 'retained',
  criteria: 'on',
} as const;

/** Customers a cohort needs before its share is compared. */
export const comparableSize = 30;
