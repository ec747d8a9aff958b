import { describe, expect, test } from 'vitest';
import { currencies, minorDigitsOf } from '@/db/schema/currencies.constants';
import { createWorkspaceInput } from '@/server/features/workspaces/schemas';

const refusal = (currency: string) =>
  createWorkspaceInput.safeParse({ slug: 'acme', name: 'Acme', currency }).error?.issues[0]?.message;

describe('the currency of a workspace', () => {
  test.each(['ABC', 'DEM', 'ADP', 'HRK', 'usd', ''])('%j is refused', (code) =>
    expect(refusal(code)).toBe('Use the ISO 4217 code of a currency in use, such as USD.'),
  );

  test('every one that is offered is taken, and its rows too', () => {
    expect(currencies.length).toBeGreaterThan(150);
    expect(currencies).toEqual([...currencies].sort());
    for (const code of currencies)
      expect([code, refusal(code), minorDigitsOf(code) === undefined]).toEqual([code, undefined, false]);
  });

  test('money of the last ten years in a currency that is gone since is still read', () => {
    for (const code of ['HRK', 'BGN', 'ANG', 'BYR']) {
      expect(minorDigitsOf(code)).toBe(code === 'BYR' ? 0 : 2);
      expect(currencies).not.toContain(code);
    }
  });
});
