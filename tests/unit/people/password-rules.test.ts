import { expect, test } from 'vitest';
import { faultOfPassword } from '@/server/features/people/domain/password-rules';

test.each([
  ['nine char', undefined, 'too_short'],
  ['ten chars!', undefined, undefined],
  ['🙂🙂🙂🙂🙂🙂🙂🙂🙂', undefined, 'too_short'],
  ['x'.repeat(100) + 'yzabc'.repeat(21), undefined, 'too_long'],
  ['PassWord123', undefined, 'too_common'],
  ['ｐａｓｓｗｏｒｄ１２３', undefined, 'too_common'],
  ['abababababab', undefined, 'repeats'],
  ['ada.novak12', 'ada.novak@acme.example', 'holds_address'],
  ['ada.novak keeps bees', 'ada.novak@acme.example', undefined],
  ['ada keeps bees', 'ada@acme.example', undefined],
])('%s for %s: %s', (password, email, fault) => {
  expect(faultOfPassword(password, email)).toBe(fault);
});
