import { describe, expect, test } from 'vitest';
import { isAppError } from '@/server/platform/errors';
import { type KeyRing, keyedHash, parseKeys, seal, sealedWith, unseal } from '@/server/platform/keys';
import { seededRng } from '@/server/platform/rng';

const ring: KeyRing = {
  sessionSecret: 's'.repeat(32),
  current: 'k2',
  keys: new Map([
    ['k1', Buffer.alloc(32, 1)],
    ['k2', Buffer.alloc(32, 2)],
  ]),
};
const place = { workspaceId: 'w', source: 's', field: 'f' };
const refused = (run: () => unknown, code: 'invalid' | 'precondition') => {
  try {
    run();
  } catch (error) {
    return isAppError(error, code);
  }
  return false;
};

describe('sealed secrets', () => {
  test('open where they belong, under the key that sealed them', () => {
    const sealed = seal(ring, seededRng('a'), place, Buffer.from('canary'));
    expect(sealed).not.toContain('canary');
    expect(sealedWith(sealed)).toBe('k2');
    expect(unseal(ring, place, sealed).toString()).toBe('canary');
    expect(unseal({ ...ring, current: 'k1' }, place, sealed).toString()).toBe('canary');
  });

  test('do not open in another row, workspace or field, nor when a byte changed', () => {
    const sealed = seal(ring, seededRng('a'), place, Buffer.from('canary'));
    for (const other of [
      { ...place, workspaceId: 'x' },
      { ...place, source: 'x' },
      { ...place, field: 'x' },
    ]) {
      expect(refused(() => unseal(ring, other, sealed), 'invalid')).toBe(true);
    }
    const parts = sealed.split('.');
    const body = Buffer.from(parts[4] ?? '', 'base64url');
    body[0] = (body[0] ?? 0) ^ 1;
    parts[4] = body.toString('base64url');
    expect(refused(() => unseal(ring, place, parts.join('.')), 'invalid')).toBe(true);
    expect(refused(() => unseal({ ...ring, keys: new Map() }, place, sealed), 'precondition')).toBe(true);
  });

  test('the same text sealed twice looks different, its keyed hash the same', () => {
    const rng = seededRng('a');
    expect(seal(ring, rng, place, Buffer.from('x'))).not.toBe(seal(ring, rng, place, Buffer.from('x')));
    expect(keyedHash(Buffer.alloc(32, 3), 'x')).toEqual(keyedHash(Buffer.alloc(32, 3), 'x'));
    expect(keyedHash(Buffer.alloc(32, 3), 'x')).not.toEqual(keyedHash(Buffer.alloc(32, 4), 'x'));
    expect(keyedHash(Buffer.alloc(32, 3), 'x')).toHaveLength(16);
  });
});

describe('HOLDFAST_KEYS', () => {
  const key = Buffer.alloc(32, 9).toString('base64');
  test('is read', () => {
    const parsed = parseKeys(JSON.stringify({ sessionSecret: 'x'.repeat(44), current: 'k1', keys: { k1: key } }));
    expect(parsed.keys.get('k1')).toHaveLength(32);
  });
  test('is refused with a short key or a current key that is not there', () => {
    expect(() =>
      parseKeys(JSON.stringify({ sessionSecret: 'x'.repeat(44), current: 'k1', keys: { k1: 'AAAA' } })),
    ).toThrow('k1 is not 32 bytes');
    expect(() =>
      parseKeys(JSON.stringify({ sessionSecret: 'x'.repeat(44), current: 'k2', keys: { k1: key } })),
    ).toThrow('k2 is not among');
  });
});
