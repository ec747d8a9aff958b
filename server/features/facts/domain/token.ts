/** Names an insert for ever: the store ignores one it has seen. `ws` changes with every rebuild. */
export const tokenOf = (ws: number, block: number, step: string): string => `${ws}-${block}-${step}`;
