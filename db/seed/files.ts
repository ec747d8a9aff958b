import { generateShop, type SampleShop } from './generate';

export interface SampleFile {
  stream: 'customers' | 'orders' | 'events';
  fileName: string;
  map: Record<string, string>;
  /** The file as it is uploaded, a piece at a time. */
  pieces(): AsyncGenerator<Uint8Array>;
}

const rowsPerPiece = 2_000;

function file(of: Omit<SampleFile, 'pieces'>, columns: string[], rows: (string | number)[][]): SampleFile {
  const line = (row: (string | number)[]) => `${row.join(',')}\n`;
  return {
    ...of,
    async *pieces() {
      yield Buffer.from(line(columns));
      for (let at = 0; at < rows.length; at += rowsPerPiece)
        yield Buffer.from(
          rows
            .slice(at, at + rowsPerPiece)
            .map(line)
            .join(''),
        );
    },
  };
}

/** The sample shop as the three exports that its owner would upload. No value holds a comma. */
export function sampleFiles(shop: SampleShop = generateShop()): SampleFile[] {
  return [
    file(
      { stream: 'customers', fileName: 'shop-customers.csv', map: { created_at: 'joined' } },
      ['id', 'name', 'email', 'joined', 'country', 'acquisition_channel', 'acquisition_cost', 'newsletter'],
      shop.customers.map((c) => [
        c.id,
        c.name,
        c.email,
        c.day,
        c.country,
        c.channel,
        c.cost,
        c.newsletter ? 'yes' : 'no',
      ]),
    ),
    file(
      { stream: 'orders', fileName: 'shop-orders.csv', map: { ordered_at: 'created_at' } },
      ['id', 'customer_id', 'created_at', 'amount', 'category', 'product_name', 'quantity', 'offer_code'],
      shop.orders.map((o) => [o.id, o.customerId, o.at, o.amount, o.category, o.product, o.quantity, o.offerCode]),
    ),
    file(
      { stream: 'events', fileName: 'shop-visits.csv', map: { occurred_at: 'time' } },
      ['id', 'customer_id', 'event', 'time'],
      shop.events.map((e) => [e.id, e.customerId, e.event, e.at]),
    ),
  ];
}
