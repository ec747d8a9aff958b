import { expect, test } from 'vitest';
import { type AuditLink, genesis, linkHash } from '@/server/platform/audit';
import { fixedClock } from '@/server/platform/clock';
import { isId, newId } from '@/server/platform/ids';
import { onlyKnown } from '@/server/platform/logger';
import { seededRng } from '@/server/platform/rng';
import { can, permissions, roles } from '@/server/auth/permissions';

test('ids carry their time in front and sort by it', () => {
  const clock = fixedClock('2026-03-02T09:00:00Z');
  const rng = seededRng('ids');
  const first = newId({ clock, rng });
  clock.advanceMs(1);
  const second = newId({ clock, rng });
  expect(isId(first)).toBe(true);
  expect(Number.parseInt(first.replaceAll('-', '').slice(0, 12), 16)).toBe(Date.parse('2026-03-02T09:00:00Z'));
  expect(first < second).toBe(true);
  expect(first[14]).toBe('7');
});

test('seeded randomness repeats and its seeds differ', () => {
  expect(seededRng('a').bytes(40)).toEqual(seededRng('a').bytes(40));
  expect(seededRng('a').bytes(40)).not.toEqual(seededRng('b').bytes(40));
});

test('an audit link changes with every part of it, also when parts run together', () => {
  const link: AuditLink = {
    seq: 1,
    at: new Date('2026-03-02T09:00:00Z'),
    actor: 'person:1',
    verb: 'a.b',
    subject: 's',
    fields: ['x', 'y'],
    previousHash: genesis,
  };
  const variants: AuditLink[] = [
    { ...link, seq: 2 },
    { ...link, at: new Date('2026-03-02T09:00:01Z') },
    { ...link, actor: 'person:2' },
    { ...link, verb: 'a.c' },
    { ...link, subject: 't' },
    { ...link, fields: ['xy'] },
    { ...link, fields: ['x', 'y', ''] },
    { ...link, previousHash: Buffer.alloc(32, 1) },
  ];
  const hashes = [linkHash('w', link), linkHash('v', link), ...variants.map((v) => linkHash('w', v))].map((h) =>
    h.toString('hex'),
  );
  expect(new Set(hashes).size).toBe(hashes.length);
});

test('the log keeps known fields only, however a value was nested', () => {
  const kept = onlyKnown({
    verb: 'x',
    email: 'a@b.c',
    rows: 3,
    name: { email: 'a@b.c' },
    err: new Error('secret of a@b.c'),
  });
  expect(JSON.stringify(kept)).not.toContain('a@b.c');
  expect(kept).toMatchObject({ verb: 'x', rows: 3 });
});

test('an owner may do everything, a viewer writes nothing', () => {
  for (const permission of Object.keys(permissions) as (keyof typeof permissions)[]) {
    expect(can('owner', permission)).toBe(true);
    if (!permission.endsWith(':read')) expect(can('viewer', permission)).toBe(false);
  }
  expect(roles).toContain('csm');
});
