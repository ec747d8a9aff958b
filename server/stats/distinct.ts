/** The distinct values of an array and, for each entry, the position of its value among them. */
export interface Distinct {
  readonly values: Float64Array;
  readonly index: Uint32Array;
}

/** Lets a likelihood take one logarithm for each distinct day instead of one for each customer. */
export function distinctOf(array: Float64Array): Distinct {
  const positions = new Map<number, number>();
  const index = new Uint32Array(array.length);
  for (let i = 0; i < array.length; i += 1) {
    const value = array[i] as number;
    let position = positions.get(value);
    if (position === undefined) {
      position = positions.size;
      positions.set(value, position);
    }
    index[i] = position;
  }
  return { values: Float64Array.from(positions.keys()), index };
}

/** Σ weight over the entries of each distinct value. */
export function weightOf(distinct: Distinct, weight: Float64Array): Float64Array {
  const sums = new Float64Array(distinct.values.length);
  for (let i = 0; i < weight.length; i += 1) {
    const k = distinct.index[i] as number;
    sums[k] = (sums[k] as number) + (weight[i] as number);
  }
  return sums;
}
