import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { batchSlices } from '@/server/features/ingest/domain/batch-slices';
import { readRequest } from '@/server/features/ingest/domain/read-request';

const nowMs = Date.parse('2026-03-02T09:00:00Z');
const at = { nowMs, currency: 'USD', count: 'people' as const, arrival: 'r1', type: undefined };
const call = (n: number) => ({ type: 'track', event: 'e', userId: 'u', messageId: `m${n}` });
const read = (text: string, more: object = {}) => readRequest(JSON.parse(text), text, { ...at, ...more });

describe('batchSlices', () => {
  it('finds the items of any batch as they were written', () => {
    fc.assert(
      fc.property(
        fc.array(fc.jsonValue()),
        fc.jsonValue(),
        fc.constantFrom(undefined, 1, '\t'),
        (items, other, indent) => {
          const text = JSON.stringify({ 'ba"tch': other, batch: items, other }, null, indent);
          const slices = batchSlices(text, 'batch');
          expect(slices.map((slice) => JSON.parse(slice))).toEqual(JSON.parse(JSON.stringify(items)));
          for (const slice of slices) expect(text).toContain(slice);
        },
      ),
    );
  });

  it('takes the last of two and reads escapes in names', () => {
    expect(batchSlices('{"batch":[1], "b\\u0061tch" : [ 1e400 , "a,]" ] }', 'batch')).toEqual(['1e400', '"a,]"']);
  });
});

describe('readRequest', () => {
  it('keeps the rest of a batch and shows what was refused as it was written', () => {
    const text = `{"batch":[${JSON.stringify(call(1))},{"type":"track","event":"e","userId":12345678901234567890},${JSON.stringify(call(2))}, 7]}`;
    const { records, rejects } = read(text);
    expect(records.map(({ index, record }) => [index, record.keyText])).toEqual([
      [0, 'message\nm1'],
      [2, 'message\nm2'],
    ]);
    expect(rejects.map(({ index, raw }) => [index, raw])).toEqual([
      [1, '{"type":"track","event":"e","userId":12345678901234567890}'],
      [3, '7'],
    ]);
  });

  it('takes 2,500 events of a batch and refuses the rest by the limit', () => {
    const { records, rejects } = read(JSON.stringify({ batch: Array.from({ length: 2_502 }, (_, n) => call(n)) }));
    expect(records).toHaveLength(2_500);
    expect(rejects.map(({ index, reason }) => [index, reason])).toEqual([
      [2_500, 'batch: holds more than 2500 events'],
      [2_501, 'batch: holds more than 2500 events'],
    ]);
  });

  it('corrects the clock by sentAt, not by the way through the network', () => {
    const occurredAt = (sentAt: string) => {
      const [first] = read(
        JSON.stringify({ batch: [{ ...call(1), timestamp: '2026-03-02T05:00:00.000Z' }], sentAt }),
      ).records;
      return first?.record.kind === 'events' ? first.record.body.occurredAt : undefined;
    };
    expect(occurredAt('2026-03-02T06:00:00.000Z')).toBe('2026-03-02T08:00:00.000Z');
    expect(occurredAt('2026-03-02T08:59:59.400Z')).toBe('2026-03-02T05:00:00.000Z');
    expect(occurredAt('no time')).toBe('2026-03-02T05:00:00.000Z');
  });

  it('reads a single call by the type of its address', () => {
    const { records } = read('{"userId":"u","event":"e","type":"page"}', { type: 'track' });
    expect(records[0]?.record).toMatchObject({ kind: 'events', body: { event: 'e' }, keyText: 'arrival\nr1:0' });
  });

  it('refuses a body that is no object and a batch that is no list', () => {
    expect(read('[1]').rejects).toEqual([{ index: 0, raw: '[1]', reason: 'body: is not a JSON object' }]);
    expect(read('{"batch":{}}').rejects[0]?.reason).toBe('batch: is not a list of calls');
  });
});
