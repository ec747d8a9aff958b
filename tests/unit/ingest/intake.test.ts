import { describe, expect, it } from 'vitest';
import type { KeyedSource } from '@/server/features/sources';
import { fixedClock } from '@/server/platform/clock';
import { Admission } from '@/server/processes/ingest/admission';
import { routeOf } from '@/server/processes/ingest/routes';
import { WriteKeyCache } from '@/server/processes/ingest/write-key-cache';

describe('Admission', () => {
  it('is bounded by bytes and by records, and no source may take more than half', () => {
    const admission = new Admission({ bytes: 100, records: 10 });
    expect(admission.tryHold('a', { bytes: 51, records: 1 })).toBe(false);
    expect(admission.tryHold('a', { bytes: 10, records: 6 })).toBe(false);
    expect(admission.tryHold('a', { bytes: 50, records: 5 })).toBe(true);
    expect(admission.tryHold('a', { bytes: 1, records: 0 })).toBe(false);
    expect(admission.tryHold('b', { bytes: 50, records: 4 })).toBe(true);
    expect(admission.tryHold('c', { bytes: 1, records: 1 })).toBe(false);
    expect(admission.tryHold('c', { bytes: 0, records: 2 })).toBe(false);
    expect(admission.held).toEqual({ bytes: 100, records: 9 });
    admission.release('b', { bytes: 50, records: 4 });
    expect(admission.tryHold('c', { bytes: 50, records: 5 })).toBe(true);
    admission.release('a', { bytes: 50, records: 5 });
    admission.release('c', { bytes: 50, records: 5 });
    expect(admission.held).toEqual({ bytes: 0, records: 0 });
  });
});

describe('WriteKeyCache', () => {
  it('asks once in 800 ms, shares the question, and forgets a failure', async () => {
    const clock = fixedClock('2026-03-02T09:00:00Z');
    const source = { sourceId: 's' } as KeyedSource;
    const asked: string[] = [];
    let broken = false;
    const cache = new WriteKeyCache(clock, async (key) => {
      asked.push(key);
      if (broken) throw new Error('away');
      return source;
    });
    expect(await Promise.all([cache.get('k'), cache.get('k')])).toEqual([source, source]);
    clock.advanceMs(799);
    await cache.get('k');
    expect(asked).toEqual(['k']);
    clock.advanceMs(1);
    broken = true;
    await expect(cache.get('k')).rejects.toThrow('away');
    broken = false;
    expect(await cache.get('k')).toBe(source);
    expect(asked).toEqual(['k', 'k', 'k']);
  });
});

describe('routeOf', () => {
  it.each([
    ['POST', '/v1/track', { to: 'records', type: 'track' }],
    ['POST', '/v1/g/', { to: 'records', type: 'group' }],
    ['POST', '/v1/import?x=1', { to: 'records', type: undefined }],
    ['OPTIONS', '/v1/b', { to: 'preflight' }],
    ['GET', '/v1/batch', { to: 'wrong method' }],
    ['GET', '/v1/projects/wk_a-1/settings', { to: 'settings', key: 'wk_a-1' }],
    ['POST', '/v1/projects/wk_a-1/settings', { to: 'wrong method' }],
    ['GET', '/v1/projects/%ff/settings', { to: 'nothing' }],
    ['POST', '/v1/toString', { to: 'nothing' }],
    ['POST', '/track', { to: 'nothing' }],
    ['GET', '/readyz', { to: 'readyz' }],
  ])('%s %s', (method, url, expected) => expect(routeOf(method, url)).toEqual(expected));
});
