import { maxIdBytes } from './limits';
import { refuse } from './refusal';

const badText = /[\0\p{Surrogate}]/u;
const encoder = new TextEncoder();

/** Whether the UTF-8 form is longer, without encoding text that is too short to matter. */
export const isLongerThan = (text: string, bytes: number): boolean =>
  text.length * 3 > bytes && (text.length > bytes || encoder.encode(text).length > bytes);

/** Postgres can hold neither a NUL nor half of a surrogate pair. */
export function checkText(field: string, text: string): string {
  if (badText.test(text)) refuse(field, text.includes('\0') ? 'holds a NUL character' : 'is not well-formed Unicode');
  return text;
}

/** An id as text: NFC, at most 512 bytes; numbers are whole and within ±(2^53 − 1). Undefined where there is none. */
export function readId(field: string, value: unknown): string | undefined {
  if (value === undefined || value === null || value === '') return undefined;
  if (typeof value === 'number') {
    if (!Number.isSafeInteger(value)) refuse(field, 'a numeric id must be whole and within ±(2^53 − 1)');
    return String(value);
  }
  if (typeof value !== 'string') return refuse(field, 'must be text or a number');
  const id = checkText(field, value).normalize('NFC');
  if (isLongerThan(id, maxIdBytes)) refuse(field, `is longer than ${maxIdBytes} bytes`);
  return id;
}
