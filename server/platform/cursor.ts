/** Where a page ended: the value it is sorted by and a whole number, which breaks ties. */
export type Position = readonly [number | string, number];

export const encodeCursor = (value: Position): string => btoa(encodeURIComponent(JSON.stringify(value)));

/** Undefined for text that no page handed out. */
export function decodeCursor(text: string): Position | undefined {
  try {
    const value: unknown = JSON.parse(decodeURIComponent(atob(text)));
    return isPosition(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

const isPosition = (value: unknown): value is Position =>
  Array.isArray(value) &&
  value.length === 2 &&
  (typeof value[0] === 'number' || typeof value[0] === 'string') &&
  Number.isSafeInteger(value[1]) &&
  value[1] >= 0;
