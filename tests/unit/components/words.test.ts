import { describe, expect, it } from 'vitest';
import { formatNumber } from '@/components/evidence/format';
import {
  clearWords,
  evidenceWord,
  intervalWords,
  noiseWords,
  plainText,
  refusalWords,
  sizeInterval,
  tooFewWords,
  unfinishedWords,
} from '@/components/evidence/words';

const s = '\u00a0';
const ends = (end: number) => formatNumber(end, 1);

describe('sentences', () => {
  it('say who, by how much, compared with what and how sure', () => {
    const about = { group: 'Accounts that joined in July', verb: 'stay', reference: 'June’s', period: 'three months' };
    const parts = clearWords(about, { size: '7.0 points', side: 'below', ends: sizeInterval(-11.1, -2.9, ends) });
    expect(plainText(parts)).toBe(
      `Accounts that joined in July stay 7.0 points less than June’s after three months (95${s}%${s}interval 2.9 to 11.1).`,
    );
  });

  it('tell a size the way round it is read', () => {
    expect(sizeInterval(1.9, 8.3, ends)).toBe('1.9 to 8.3');
    expect(sizeInterval(-1.8, 4.8, ends)).toBe('\u22121.8 to 4.8');
  });

  it('say what noise could hide', () => {
    expect(plainText(noiseWords({ a: 'July', b: 'June', ends: '\u22121.8 to 4.8', mde: '5.2 points', n: '942' }))).toBe(
      `July and June cannot be told apart from noise (95${s}%${s}interval \u22121.8 to 4.8). An effect under 5.2 points would not show with 942 customers.`,
    );
  });

  it('say when there will be enough', () => {
    expect(plainText(tooFewWords({ have: '17', need: '30', group: 'partner customers', by: '9 January' }))).toBe(
      'Too few customers to say: 17 of partner customers, at least 30 are needed. At the present pace that is 9 January.',
    );
  });

  it('say what is missing or used instead', () => {
    expect(plainText(unfinishedWords({ period: 'November', done: 17, total: 30 }))).toBe(
      'November is not finished; 17 of 30 days are in.',
    );
    expect(
      plainText(refusalWords({ model: 'BG/NBD', gate: 'repeat buyers', have: '12', need: '100', fallback: 'NBD' })),
    ).toBe('BG/NBD is not shown: repeat buyers is 12, needs 100. NBD is used instead.');
  });

  it('name the interval once, its level always when it is not 95', () => {
    expect(intervalWords('2.9 to 11.1', { first: false })).toBe('2.9 to 11.1');
    expect(intervalWords('2.9 to 11.1', { level: 80 })).toBe(`80${s}%${s}interval 2.9 to 11.1`);
  });

  it('give each evidence one word', () => {
    expect(evidenceWord({ kind: 'clear', tone: 'risk', side: 'below' })).toBe('lower');
    expect(evidenceWord({ kind: 'too_few', have: 17, need: 30 })).toBe('too few');
    expect([
      evidenceWord({ kind: 'noise' }),
      evidenceWord({ kind: 'plain' }),
      evidenceWord({ kind: 'unfinished' }),
    ]).toEqual(['noise', '', 'unfinished']);
  });
});
