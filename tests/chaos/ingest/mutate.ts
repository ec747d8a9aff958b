import { createHash } from 'node:crypto';

/** Numbers in [0, n) from a seed, the same on every machine. */
export function seededNumbers(seed: string): (n: number) => number {
  let counter = 0;
  return (n) => {
    counter += 1;
    return createHash('sha256').update(`${seed}:${counter}`).digest().readUInt32BE(0) % n;
  };
}

type Pick = (n: number) => number;

const nasties = [
  '1e400',
  '-0',
  '9007199254740993',
  '"\\u0000"',
  '"\\ud800"',
  'null',
  '[]',
  '{}',
  'true',
  '{"__proto__":{"a":1}}',
  '"2026-02-30T00:00:00Z"',
  '"9999-12-31T23:59:59Z"',
  '""',
  '[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]',
  '1e-320',
];

const call = (id: number) =>
  `{"type":"track","event":"Order Completed","userId":"u${id % 7}","messageId":"f${id}","timestamp":"2026-01-01T00:00:00.000Z","properties":{"order_id":"o${id}","total":12.345,"currency":"USD","products":[{"product_id":"p","quantity":2}],"note":"Zo\u00eb \\u20ac"},"context":{"ip":"192.0.2.1"}}`;

const mutations: ((text: Buffer, pick: Pick) => Buffer)[] = [
  (text) => text,
  (text, pick) => text.subarray(0, pick(text.length)),
  (text, pick) => {
    const copy = Buffer.from(text);
    for (let n = 0; n <= pick(4); n++) copy[pick(copy.length)] = pick(256);
    return copy;
  },
  (text, pick) => {
    const at = pick(text.length);
    return Buffer.concat([text.subarray(0, at), Buffer.from(nasties[pick(nasties.length)] ?? ''), text.subarray(at)]);
  },
  (text, pick) => {
    const values = [...text.toString('latin1').matchAll(/:("[^"]*"|[\d.]+|\{[^{}]*\})/g)];
    const value = values[pick(values.length)];
    if (!value) return text;
    const start = value.index + 1;
    const end = value.index + value[0].length;
    return Buffer.concat([
      text.subarray(0, start),
      Buffer.from(nasties[pick(nasties.length)] ?? ''),
      text.subarray(end),
    ]);
  },
  (text, pick) => {
    const [from, to] = [pick(text.length), pick(text.length)];
    return Buffer.concat([
      text.subarray(0, from),
      text.subarray(Math.min(from, to), Math.max(from, to)),
      text.subarray(from),
    ]);
  },
];

/** A batch of one to three calls with up to three mutations: sometimes still good, mostly not. */
export function mutatedBody(pick: Pick, id: number): Buffer {
  const calls = Array.from({ length: 1 + pick(3) }, (_, i) => call(id * 3 + i));
  let body: Buffer = Buffer.from(`{"batch":[${calls.join(',')}],"sentAt":"2026-01-01T00:00:01.000Z"}`);
  for (let n = 0; n <= pick(3); n++) body = mutations[pick(mutations.length)]?.(body, pick) ?? body;
  return body;
}
