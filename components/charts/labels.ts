export interface Placed {
  y: number;
  height: number;
}

/**
 * Moves labels apart that would touch, as little as possible and in their order, inside [top, bottom].
 * Returns the new centres in the order given.
 */
export function spreadLabels(labels: readonly Placed[], top: number, bottom: number): number[] {
  const order = labels.map((label, index) => ({ ...label, index })).sort((a, b) => a.y - b.y);
  let edge = top;
  for (const label of order) {
    label.y = Math.max(label.y, edge + label.height / 2);
    edge = label.y + label.height / 2;
  }
  edge = bottom;
  for (const label of order.toReversed()) {
    label.y = Math.min(label.y, edge - label.height / 2);
    edge = label.y - label.height / 2;
  }
  return order.sort((a, b) => a.index - b.index).map((label) => label.y);
}

/** Round values that cover min to max, about `most` of them: 1, 2 or 5 times a power of ten apart. */
export function niceTicks(min: number, max: number, most = 6): number[] {
  const span = max - min;
  if (!(span > 0)) return [min];
  const rough = span / Math.max(1, most - 1);
  const power = 10 ** Math.floor(Math.log10(rough));
  const step =
    [1, 2, 5, 10].map((factor) => factor * power).find((candidate) => candidate >= rough * 0.999) ?? power * 10;
  const first = Math.floor(min / step + 1e-9);
  const count = Math.floor(max / step + 1e-9) - first;
  return Array.from({ length: count + 1 }, (_, index) => Number(((first + index) * step).toPrecision(12)));
}
