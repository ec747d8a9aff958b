import { z } from 'zod';

const position = z.tuple([z.union([z.number(), z.string().max(300)]), z.int()]);
export type Position = z.infer<typeof position>;

/** Where a page ended: the value it is sorted by and the customer's number, which breaks ties. */
export const encodeCursor = (value: Position): string => btoa(encodeURIComponent(JSON.stringify(value)));

/** Undefined for text that no page handed out. */
export function decodeCursor(text: string): Position | undefined {
  try {
    return position.parse(JSON.parse(decodeURIComponent(atob(text))));
  } catch {
    return undefined;
  }
}
