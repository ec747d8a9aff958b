import fs from 'node:fs';
import { once } from 'node:events';
import { seededRandom } from '../../../server/stats/rng';

export interface OrderFile {
  path: string;
  rows: number;
  bytes: number;
  /** What the rules of interfaces.md make of it in a workspace that is empty. */
  stored: number;
  duplicate: number;
  rejected: number;
  updated: number;
  customers: number;
}

const header =
  'id,customer_id,ordered_at,amount,currency,quantity,product_id,product_name,category,channel,discount,offer_code,store,note\n';
const categories = ['coffee', 'tea', 'filters', 'cups', 'grinders', 'gifts'];
const channels = ['web', 'app', 'shop', 'phone'];
const names = ['House blend, 250 g', 'Espresso "No. 7"', 'Filter No. 4', 'Cup, white', 'Grinder', 'Gift card'];
const startMs = Date.parse('2023-01-01T00:00:00Z');
const spanMs = 3 * 365 * 86_400_000;

const quoted = (text: string) => (/[",]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/** An order as a shop's export writes it; ids count up, customers repeat, times scatter over three years. */
function orderLine(id: number, random: () => number, customers: number): string[] {
  const kind = Math.floor(random() * names.length);
  const quantity = 1 + Math.floor(random() * 4);
  const isRefund = random() < 0.03;
  const amount = ((isRefund ? -1 : 1) * (5 + random() * 95) * quantity).toFixed(2);
  return [
    `o${id}`,
    `c${Math.floor(random() ** 2 * customers)}`,
    new Date(startMs + Math.floor(random() * spanMs)).toISOString(),
    amount,
    'USD',
    String(quantity),
    `p-${1_000 + kind}`,
    quoted(names[kind] ?? ''),
    categories[kind] ?? '',
    channels[Math.floor(random() * channels.length)] ?? '',
    random() < 0.2 ? (random() * 5).toFixed(2) : '',
    random() < 0.05 ? 'SPRING' : '',
    `store ${Math.floor(random() * 40)}`,
    random() < 0.1 ? quoted(`left at the door, flat ${Math.floor(random() * 99)}`) : '',
  ];
}

/**
 * Writes a file of orders from a seed, of which one row in 250 is broken, one repeats the row before it and one changes
 * the order before it. Counts what must become of it by those three alone.
 */
export async function writeOrderFile(path: string, { rows, seed }: { rows: number; seed: number }): Promise<OrderFile> {
  const random = seededRandom(seed);
  const customers = Math.max(10, Math.floor(rows / 4));
  const seen = new Set<string>();
  const counts = { stored: 0, duplicate: 0, rejected: 0, updated: 0 };
  const out = fs.createWriteStream(path);
  let last: string[] | undefined;
  let text = header;
  for (let row = 1; row <= rows; row += 1) {
    const [kind, cells] = nextRow(row, last, () => orderLine(row, random, customers));
    counts[kind] += 1;
    if (kind === 'updated') counts.stored += 1;
    if (kind !== 'rejected') {
      last = cells;
      seen.add(cells[1] ?? '');
    }
    text += `${cells.join(',')}\n`;
    if (text.length < 1 << 16 && row < rows) continue;
    if (!out.write(text)) await once(out, 'drain');
    text = '';
  }
  out.end();
  await once(out, 'close');
  return { path, rows, bytes: fs.statSync(path).size, ...counts, customers: seen.size };
}

function nextRow(
  row: number,
  last: string[] | undefined,
  make: () => string[],
): ['stored' | 'duplicate' | 'updated' | 'rejected', string[]] {
  const turn = row % 250;
  if (turn === 50 && last) return ['duplicate', last];
  if (turn === 100 && last) return ['updated', last.with(3, (Number(last[3]) + 1).toFixed(2))];
  const cells = make();
  return turn === 150 ? ['rejected', cells.with(2, '31/12/2025')] : ['stored', cells];
}
