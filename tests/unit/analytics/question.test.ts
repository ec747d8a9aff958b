import { describe, expect, expectTypeOf, it } from 'vitest';
import { z } from 'zod';
import { createRecordingQuerier, defineQuestion, integer64, type QuestionParams } from '@/server/analytics';

const define = (sql: string, params: z.ZodObject = z.object({})) =>
  defineQuestion({ name: 'test.q', sql, params, row: z.object({ n: integer64 }) });
const byDay = defineQuestion({
  name: 'test.by_day',
  sql: 'SELECT count() AS n FROM facts WHERE ws = {ws:UInt32} AND d = {day:Date}',
  params: z.object({ day: z.string() }),
  row: z.object({ n: integer64 }),
});

describe('defineQuestion', () => {
  it.each([
    ['SELECT 1', 'does not bind'],
    ['SELECT {ws:UInt64}', 'does not bind'],
    ["SELECT '{ws:UInt32}'", 'does not bind'],
    ['SELECT 1 -- {ws:UInt32}', 'does not bind'],
    ['SELECT 1 /* {ws:UInt32} */', 'does not bind'],
    ['SELECT `{ws:UInt32}`', 'does not bind'],
    ['INSERT INTO t SELECT {ws:UInt32}', 'does not read'],
    ['', 'does not read'],
    ['SELECT {ws:UInt32}, {day:Date}', 'binds day, which its params lack'],
    ['SELECT ‘ {ws:UInt32} ’', 'holds characters'],
    ['SELECT /* /* */ {ws:UInt32} */ 1', 'holds characters'],
  ])('refuses %s', (sql, reason) => {
    expect(() => define(sql)).toThrow(reason);
  });

  it('refuses parameters that declare the workspace', () => {
    const declared: z.ZodObject = z.object({ ws: z.number().default(8) });
    expect(() => define('SELECT {ws:UInt32}', declared)).toThrow(/may not declare ws/);
  });

  it.each([
    'SELECT {ws:UInt32}',
    'select { ws : UInt32 }',
    'WITH x AS (SELECT {ws:UInt32}) SELECT * FROM x',
    '(SELECT {ws:UInt32}) UNION ALL (SELECT 1)',
  ])('takes %s', (sql) => {
    expect(define(sql).sql).toBe(sql);
  });
});

describe('recording querier', () => {
  it('has no type for parameters that name the workspace', () => {
    expectTypeOf<{ day: string }>().toExtend<QuestionParams>();
    expectTypeOf<{ day: string; ws: number }>().not.toExtend<QuestionParams>();
  });

  it('records what it is asked, with its workspace, and checks answers as the store would', async () => {
    const ch = createRecordingQuerier(7, { 'test.by_day': [{ n: '18' }] });
    expect(await ch.run(byDay, { day: '2026-03-01' })).toEqual([{ n: 18 }]);
    expect(ch.asked).toEqual([{ name: 'test.by_day', sql: byDay.sql, params: { day: '2026-03-01', ws: 7 } }]);
    const rows = [];
    for await (const row of ch.stream(byDay, { day: '2026-03-02' })) rows.push(row);
    expect(rows).toEqual([{ n: 18 }]);
    expect(await createRecordingQuerier(7).run(byDay, { day: '2026-03-01' })).toEqual([]);
    await expect(
      createRecordingQuerier(7, { 'test.by_day': [{ n: '9007199254740993' }] }).run(byDay, { day: '2026-03-01' }),
    ).rejects.toThrow(/safe integers/);
  });

  it('refuses wrong parameters, the workspace among them, and a question that was never checked', async () => {
    const ch = createRecordingQuerier(7);
    const smuggled: object = { day: '2026-03-01', ws: 8 };
    await expect(ch.run(byDay, smuggled as { day: string })).rejects.toThrow(/may not be given ws/);
    const wrong: object = { day: 1 };
    await expect(ch.run(byDay, wrong as { day: string })).rejects.toThrow(z.ZodError);
    const copied: object = { name: byDay.name, sql: 'SELECT 1', params: byDay.params, row: byDay.row };
    await expect(ch.run(copied as typeof byDay, { day: '2026-03-01' })).rejects.toThrow(
      /was not made by defineQuestion/,
    );
    expect(ch.asked).toEqual([]);
    const own: z.ZodType<object> = z.object({ day: z.string() }).transform((params) => ({ ...params, ws: 8 }));
    const overriding = defineQuestion({ ...byDay, params: own as typeof byDay.params });
    await ch.run(overriding, { day: '2026-03-01' });
    expect(ch.asked[0]?.params.ws).toBe(7);
  });
});
