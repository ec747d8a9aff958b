/** Two rows that turned out to be one customer; `winner` is the one the other joins. */
export interface Pair {
  loser: string;
  winner: string;
}

/**
 * Joins pairs in order. `rootOf` says whom each row counts as now. Returns which roots join which, resolved to the last
 * one, and the pairs that joined something.
 */
export function joinPairs<P extends Pair>(
  pairs: readonly P[],
  rootOf: ReadonlyMap<string, string>,
): { joined: Map<string, string>; effective: P[] } {
  const parent = new Map<string, string>();
  const find = (row: string): string => {
    let root = rootOf.get(row) ?? row;
    for (let next = parent.get(root); next !== undefined; next = parent.get(root)) root = next;
    return root;
  };
  const effective = pairs.filter((pair) => {
    const [loser, winner] = [find(pair.loser), find(pair.winner)];
    if (loser === winner) return false;
    parent.set(loser, winner);
    return true;
  });
  return { joined: new Map([...parent.keys()].map((root) => [root, find(root)])), effective };
}
