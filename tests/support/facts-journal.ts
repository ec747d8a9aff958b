import type { AcceptedRecord } from '@/server/features/ingest/schemas';

/** One that was news when it came, numbered in the order received. `erased`: its words are gone, its key is not. */
export interface Kept {
  serial: number;
  record: AcceptedRecord;
  importNo: number | undefined;
  erased: boolean;
}

/** When something was said: milliseconds, calls before records, then order. */
export type Stamp = [ms: number, rank: number, tie: number];
/** What was said about somebody. */
export interface Update {
  serial: number;
  kind: 'customer' | 'contact' | 'anonymous';
  subject: string;
  stamp: Stamp;
  country?: unknown;
  customerId?: string;
}
/** Whom a visitor was tied to. */
export type Target = { row: number } | { contact: string };

export const later = (a: Stamp, b: Stamp) => a[0] - b[0] || a[1] - b[1] || a[2] - b[2];

/** Identifiers that an erasure takes out of every accepted row. */
export interface Traces {
  customers: ReadonlySet<string>;
  persons: ReadonlySet<string>;
  contacts: ReadonlySet<string>;
  visitors: ReadonlySet<string>;
  subscriptions: ReadonlySet<string>;
}

/** The plain list of what was accepted, from which an import can be taken back. */
export class Journal {
  private kept: Kept[] = [];
  private readonly bodies = new Map<string, string>();
  private serial = 0;

  constructor(private readonly count: 'people' | 'accounts') {}

  /** An event's first body wins, a record with an id is news whenever its body differs. Undefined for what is no news. */
  add(record: AcceptedRecord, importNo: number | undefined): Kept | undefined {
    const [body, known] = [JSON.stringify(record.body), this.bodies.get(record.keyText)];
    if (known !== undefined && (!record.hasId || known === body)) return undefined;
    this.bodies.set(record.keyText, body);
    this.serial += 1;
    const kept = { serial: this.serial, record, importNo, erased: false };
    this.kept.push(kept);
    return kept;
  }

  /** Removes what came with an import and was not erased; a key is free again or stands for what came before. */
  takeBack(importNo: number): Kept[] {
    const out = this.kept.filter((one) => one.importNo === importNo && !one.erased);
    const serials = new Set(out.map(({ serial }) => serial));
    this.kept = this.kept.filter(({ serial }) => !serials.has(serial));
    for (const { record } of out) {
      const left = this.latest(record.keyText);
      if (left) this.bodies.set(record.keyText, JSON.stringify(left.record.body));
      else this.bodies.delete(record.keyText);
    }
    return out;
  }

  latest = (keyText: string): Kept | undefined => this.kept.findLast(({ record }) => record.keyText === keyText);

  /** Every name by which somebody is still spoken of; an alias also speaks of the former one. */
  names(): Set<string> {
    return new Set(
      this.kept.flatMap(({ record, erased }) => {
        if (erased) return [];
        const former = record.kind === 'alias' ? record.body.previousId : undefined;
        return [customerOf(this.count, record), former].filter((name) => name !== undefined);
      }),
    );
  }

  /** Blanks the rows that hold one of these identifiers. */
  erase(traces: Traces): void {
    for (const one of this.kept) if (speaksOf(one.record, traces)) one.erased = true;
  }
}

function speaksOf({ kind, body }: AcceptedRecord, traces: Traces): boolean {
  const at = (key: string): string => {
    const value: unknown = Reflect.get(body, key);
    return typeof value === 'string' ? value : '';
  };
  return (
    traces.customers.has(at('customerId')) ||
    traces.customers.has(at('groupId')) ||
    traces.contacts.has(at('contactId')) ||
    traces.subscriptions.has(at('subscriptionId')) ||
    traces.visitors.has(at('anonymousId')) ||
    traces.visitors.has(at('previousId')) ||
    traces.persons.has(at('userId')) ||
    traces.persons.has(at('previousId')) ||
    (kind === 'customers' && traces.customers.has(at('id'))) ||
    (kind === 'contacts' && traces.contacts.has(at('id')))
  );
}

/** The customer that a record names, by what the workspace counts. */
export function customerOf(count: 'people' | 'accounts', { kind, body }: AcceptedRecord): string | undefined {
  const people = count === 'people';
  switch (kind) {
    case 'customers':
      return body.id;
    case 'identify':
    case 'alias':
      return people ? body.userId : undefined;
    case 'group':
      return people ? body.userId : body.groupId;
    case 'spend':
      return undefined;
    default:
      return body.customerId;
  }
}
