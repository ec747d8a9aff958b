import { majorUnits } from '@/components/evidence/money';

/** Minor units in one of the currency: 100 for USD, 1 for JPY. */
export const minorUnitsOf = (currency: string): number => Math.round(1 / majorUnits(1, currency));
