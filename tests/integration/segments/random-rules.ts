import {
  customerFields,
  numberOps,
  opsByOperand,
  opsOfType,
  orderFields,
  orderMeasures,
  type ValueType,
} from '@/db/schema/segments.constants';
import { dayOfNumber } from '@/server/platform/calendar';
import { categories, countries, eventNames, hostile, one, type Pick, plans } from './random-facts';

type Made = Record<string, unknown>;
const day = (pick: Pick) => dayOfNumber(20_089 + pick(440));

function operand(pick: Pick, op: string, words: readonly (string | number)[]): Made {
  const is = (kind: keyof typeof opsByOperand) => (opsByOperand[kind] as readonly string[]).includes(op);
  const word = () =>
    one(
      pick,
      [...words, ...hostile].filter((text) => text !== ''),
    );
  if (is('word')) return { value: word() };
  if (is('words')) return { value: [word(), word(), word()] };
  if (is('part')) return { value: String(word()).slice(0, 1 + pick(4)) };
  if (is('number')) return { value: one(pick, [0, 1, 2, 5, -3, 7.5, 12.5, 20.005, 45]) };
  if (is('days')) return { value: 1 + pick(200) };
  if (is('day')) return { value: day(pick) };
  if (is('range')) {
    const [a, b] = [day(pick), day(pick)].toSorted();
    return { from: a, to: b };
  }
  return {};
}

function compared(pick: Pick, type: ValueType, words: readonly (string | number)[] = []): Made {
  const op = one<string>(pick, opsOfType[type]);
  return { op, ...operand(pick, op, words) };
}

function window(pick: Pick): Made {
  const [a, b] = [day(pick), day(pick)].toSorted();
  return one<Made>(pick, [
    {},
    { within_days: 1 + pick(300) },
    { within_days: 1 + pick(60) },
    { from: a },
    { to: b },
    { from: a, to: b },
  ]);
}

function where(pick: Pick, kind: 'order' | 'event'): Made {
  if (pick(3) > 0) return {};
  const property =
    kind === 'order'
      ? one(pick, ['category', 'quantity', 'discount', 'amount', 'currency', 'note'])
      : one(pick, ['plan', 'size', 'absent']);
  const type: ValueType =
    kind === 'order' && Object.hasOwn(orderFields, property)
      ? orderFields[property as keyof typeof orderFields]
      : 'any';
  return { where: [{ property, ...compared(pick, type, [...categories, 'true', 3, 'CHF']) }] };
}

const eventName = (pick: Pick) => {
  const event = one(pick, [...eventNames, 'ANY', 'never'] as const);
  if (event === 'ANY') return 'any';
  return event === 'any' || event === '\\any' ? `\\${event}` : event;
};

function trait(pick: Pick): Made {
  const name = one(pick, [
    'country',
    'name',
    'id',
    'email',
    'created_at',
    'acquisition_cost',
    'acquisition_channel',
    'tier',
    'score',
    "we'ird {p0:String}",
    'since',
    'constructor',
    'absent',
  ]);
  const type: ValueType = Object.hasOwn(customerFields, name)
    ? customerFields[name as keyof typeof customerFields]
    : 'any';
  return { trait: name, ...compared(pick, type, [...countries, 'ads', 'c3', "c'7 \\ {p1:String}", 5, 2.5, 'true']) };
}

const times = (pick: Pick): Made => (pick(3) === 0 ? { days: pick(5) } : { times: pick(5) });

const leaves: readonly ((pick: Pick) => Made)[] = [
  trait,
  trait,
  (pick) => ({ did: eventName(pick), op: one(pick, numberOps), ...times(pick), ...window(pick) }),
  (pick) => ({
    did: one(pick, ['login', 'export', '\\any']),
    op: one(pick, numberOps),
    ...times(pick),
    ...window(pick),
    ...where(pick, 'event'),
  }),
  (pick) => ({ did: eventName(pick) }),
  (pick) => ({ first: eventName(pick), ...compared(pick, 'past') }),
  (pick) => ({ last: eventName(pick), ...compared(pick, 'past') }),
  (pick) => ({ orders: one(pick, ['first', 'last']), ...compared(pick, 'past') }),
  (pick) => ({
    orders: one(pick, orderMeasures),
    op: one(pick, numberOps),
    value: one(pick, [0, 0.5, 1, 2, 3, 20, 45.5, -10, 100]),
    ...window(pick),
    ...where(pick, 'order'),
  }),
  (pick) => ({
    orders: one(pick, ['count', 'days', 'sum_amount'] as const),
    op: one(pick, numberOps),
    value: pick(6),
    ...window(pick),
  }),
  (pick) => ({ subscription: 'plan', ...compared(pick, 'text', plans) }),
  (pick) => ({ subscription: 'mrr', ...compared(pick, 'number') }),
  (pick) => ({ customers: [`c${pick(40)}`, "c'7 \\ {p1:String}", 'nobody'] }),
];

export function randomNode(pick: Pick, depth: number, segments: readonly string[]): Made {
  const kind = depth === 0 ? 9 : pick(10);
  const inner = () => Array.from({ length: pick(4) }, () => randomNode(pick, depth - 1, segments));
  if (kind < 3) return { all: inner() };
  if (kind < 6) return { any: inner() };
  if (kind < 7) return { not: randomNode(pick, depth - 1, segments) };
  if (kind < 8 && segments.length > 0) return { segment: one(pick, segments) };
  return one(pick, leaves)(pick);
}
