import { type RfmCell, type RfmReport, rfmScores } from '../schemas';

/** A group of customers by their scores; the first of the list that holds is theirs. */
export interface RfmGroup {
  name: string;
  recencyFrom: number;
  frequencyFrom: number;
}

export const rfmGroups: readonly RfmGroup[] = [
  { name: 'Champions', recencyFrom: 4, frequencyFrom: 4 },
  { name: 'Loyal', recencyFrom: 3, frequencyFrom: 3 },
  { name: 'Potential', recencyFrom: 3, frequencyFrom: 1 },
  { name: 'At Risk', recencyFrom: 1, frequencyFrom: 3 },
  { name: 'Lost', recencyFrom: 1, frequencyFrom: 1 },
];

export const groupOf = ({ r, f }: Pick<RfmCell, 'r' | 'f'>): string =>
  rfmGroups.find(({ recencyFrom, frequencyFrom }) => r >= recencyFrom && f >= frequencyFrom)?.name ?? 'Lost';

/** Customers by group and by each score, every group and score named though nobody has it. */
export function tally(cells: readonly RfmCell[]): Pick<RfmReport, 'n' | 'scores' | 'groups'> {
  const none = () => ({ '1': 0, '2': 0, '3': 0, '4': 0, '5': 0 });
  const scores = { r: none(), f: none(), m: none() };
  const groups = Object.fromEntries(rfmGroups.map(({ name }) => [name, 0]));
  let n = 0;
  for (const cell of cells) {
    n += cell.customers;
    const group = groupOf(cell);
    groups[group] = (groups[group] ?? 0) + cell.customers;
    for (const measure of ['r', 'f', 'm'] as const) {
      const score = rfmScores.find((one) => Number(one) === cell[measure]);
      if (score) scores[measure][score] += cell.customers;
    }
  }
  return { n, scores, groups };
}
