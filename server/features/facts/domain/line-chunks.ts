/** Whole lines of a byte stream in pieces of about `bytes`, with the number of lines in each. */
export async function* lineChunks(
  source: AsyncIterable<Buffer>,
  bytes: number,
): AsyncGenerator<{ parts: Buffer[]; lines: number }> {
  let parts: Buffer[] = [];
  let [size, lines] = [0, 0];
  for await (const part of source) {
    const end = part.lastIndexOf(10) + 1;
    lines += countLines(part);
    size += part.length;
    if (size < bytes || end === 0) {
      parts.push(part);
      continue;
    }
    parts.push(part.subarray(0, end));
    yield { parts, lines };
    parts = end < part.length ? [part.subarray(end)] : [];
    [size, lines] = [part.length - end, 0];
  }
  if (parts.length > 0) yield { parts, lines };
}

function countLines(part: Buffer): number {
  let lines = 0;
  for (let at = part.indexOf(10); at >= 0; at = part.indexOf(10, at + 1)) lines += 1;
  return lines;
}
