const inWord = (byte: number | undefined): boolean =>
  byte !== undefined && (byte >= 0x80 || /[\w.@+-]/.test(String.fromCharCode(byte)));

/** Whether `value` stands in the bytes by itself, not as a part of a longer id, number or address. */
export function isWholeValueIn(raw: Uint8Array, value: string): boolean {
  const wanted = Buffer.from(value, 'utf8');
  const bytes = Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength);
  if (wanted.length === 0) return false;
  for (let at = bytes.indexOf(wanted); at >= 0; at = bytes.indexOf(wanted, at + 1))
    if (!inWord(bytes[at - 1]) && !inWord(bytes[at + wanted.length])) return true;
  return false;
}
