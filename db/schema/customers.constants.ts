/** What the list of customers can be sorted by; stands apart from the schemas so that the browser need not load zod. */
export const customerSorts = ['last_order', 'first_order', 'orders', 'spend', 'name'] as const;
