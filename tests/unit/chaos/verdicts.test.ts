import { describe, expect, test } from 'vitest';
import { type Kept, fuzzFaults, overloadFaults } from '@/tests/chaos/ingest/verdicts';
import type { FuzzFigures } from '@/tests/chaos/ingest/fuzz';
import type { OverloadFigures } from '@/tests/chaos/ingest/overload';

describe('mutated bodies', () => {
  const told: FuzzFigures = { sent: 10, accepted: 5, duplicate: 2, rejected: 3, statuses: { 200: 8, 400: 2 } };
  const kept: Kept = { received: 10, stored: 5, duplicate: 2, rejected: 3, inbox: 5, kept: 3 };

  test('hold where the record accounts for each', () => {
    expect(fuzzFaults(told, kept)).toEqual([]);
  });

  test.each([
    ['a record that is counted nowhere', { ...kept, received: 11 }],
    ['one that is counted and not kept', { ...kept, inbox: 4 }],
    ['a rejected row that was dropped', { ...kept, kept: 2 }],
    ['one told as stored and counted as a duplicate', { ...kept, stored: 4, duplicate: 3 }],
  ])('%s is a fault', (_, counts) => {
    expect(fuzzFaults(told, counts).length).toBeGreaterThan(0);
  });

  test('so is a 5xx', () => {
    expect(fuzzFaults({ ...told, statuses: { 200: 9, 503: 1 } }, kept)).toEqual(['1 answers of 503']);
  });
});

describe('overload', () => {
  const good: OverloadFigures = {
    peakPerSecond: 10_000,
    offeredPerSecond: 41_000,
    acceptedPerSecond: 8_000,
    refused: 400,
    badRefusals: 0,
    socketErrors: 0,
    peakMemoryMb: 300,
    recoveryMs: 900,
  };

  test('holds', () => {
    expect(overloadFaults(good)).toEqual([]);
  });

  test.each([
    ['a generator that could not offer four times the peak', { offeredPerSecond: 39_000 }],
    ['throughput that falls', { acceptedPerSecond: 6_000 }],
    ['memory', { peakMemoryMb: 513 }],
    ['a broken connection', { socketErrors: 1 }],
    ['a refusal without Retry-After', { badRefusals: 1 }],
    ['a slow recovery', { recoveryMs: 10_001 }],
    ['an overload that nobody was refused in', { refused: 0 }],
  ])('%s is a fault', (_, change) => {
    expect(overloadFaults({ ...good, ...change })).toHaveLength(1);
  });
});
