import type { AcceptedRecord, Bodies } from '@/server/features/ingest/schemas';
import { dayAt, dayNumberOf } from '@/server/platform/calendar';
import { type Answers, answersFrom, type History } from './facts-answers';

interface Event {
  via: 'customer' | 'contact' | 'subscription' | 'anonymous';
  ident: string;
  event: string;
  ms: number;
}
interface Order {
  row: number;
  ms: number;
  amount: number | null;
  original: number | null;
}
type Stamp = [ms: number, rank: number, tie: number];
interface Update {
  kind: 'customer' | 'contact' | 'anonymous';
  subject: string;
  stamp: Stamp;
  country?: unknown;
  customerId?: string;
}
type Target = { row: number } | { contact: string };

const later = (a: Stamp, b: Stamp) => a[0] - b[0] || a[1] - b[1] || a[2] - b[2];

/**
 * The truth by recomputation: everything that was accepted is kept as a list, and each answer is worked out from the
 * whole list with plain maps. It shares no code with the product except the calendar.
 */
export class NaiveWorkspace {
  private readonly names = new Map<string, number>();
  private readonly parents = new Map<number, number>();
  private readonly contacts = new Set<string>();
  private readonly subscriptions = new Map<string, number>();
  private readonly links = new Map<string, { at: number; to: Target }>();
  private readonly orders = new Map<string, Order>();
  private readonly tickets = new Map<string, { row: number; csat: number }>();
  private readonly bodies = new Map<string, string>();
  private events: Event[] = [];
  private updates: Update[] = [];
  private rows = 0;
  private serial = 0;

  constructor(
    private readonly count: 'people' | 'accounts',
    private readonly zone: string,
    private readonly asOfDay: number,
  ) {}

  /** Everything accepted between two turns of the worker, in the order received. */
  accept(records: readonly AcceptedRecord[], receivedMs: number): void {
    const fresh = records.filter((record) => this.isNews(record));
    for (const record of fresh) this.see(record);
    for (const record of fresh) this.take(record, receivedMs);
  }

  /** An event's first body wins, a record with an id is news whenever its body differs. */
  private isNews(record: AcceptedRecord): boolean {
    const [body, known] = [JSON.stringify(record.body), this.bodies.get(record.keyText)];
    if (known !== undefined && (!record.hasId || known === body)) return false;
    this.bodies.set(record.keyText, body);
    return true;
  }

  private see(record: AcceptedRecord): void {
    const id = this.customerOf(record);
    if (id !== undefined && !this.names.has(id)) this.names.set(id, ++this.rows);
  }

  private customerOf({ kind, body }: AcceptedRecord): string | undefined {
    const people = this.count === 'people';
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

  private rowOf = (id: string) => this.names.get(id) ?? 0;

  private take(record: AcceptedRecord, receivedMs: number): void {
    this.serial += 1;
    const stamp: Stamp = [receivedMs, 1, this.serial];
    const { kind, body } = record;
    if (kind === 'events') this.takeEvent(body);
    else if (kind === 'orders') this.takeOrder(record.keyText, body);
    else if (kind === 'tickets') this.tickets.set(body.id, { row: this.rowOf(body.customerId), csat: body.csat ?? 0 });
    else if (kind === 'subscriptions') this.subscriptions.set(body.id, this.rowOf(body.customerId));
    else if (kind === 'customers')
      this.updates.push({ kind: 'customer', subject: body.id, stamp, country: body.country });
    else if (kind === 'contacts') {
      this.contacts.add(body.id);
      this.updates.push({ kind: 'contact', subject: body.id, stamp, customerId: body.customerId });
    } else this.takeCall(record);
  }

  private takeOrder(key: string, { customerId, orderedAt, amount, original }: Bodies['orders']): void {
    this.orders.set(key, {
      row: this.rowOf(customerId),
      ms: Date.parse(orderedAt),
      amount: amount?.minor ?? null,
      original: original?.minor ?? amount?.minor ?? null,
    });
  }

  private takeEvent(body: Bodies['events']): void {
    const { event } = body;
    const ms = Date.parse(body.occurredAt);
    if (body.customerId !== undefined) this.events.push({ via: 'customer', ident: body.customerId, event, ms });
    else if (body.contactId !== undefined) this.events.push({ via: 'contact', ident: body.contactId, event, ms });
    else if (body.subscriptionId !== undefined)
      this.events.push({ via: 'subscription', ident: body.subscriptionId, event, ms });
    else if (body.anonymousId !== undefined) this.events.push({ via: 'anonymous', ident: body.anonymousId, event, ms });
  }

  private takeCall(record: AcceptedRecord): void {
    if (record.kind === 'alias') this.takeAlias(record.body);
    else if (record.kind === 'identify') this.takeIdentify(record.body);
    else if (record.kind === 'group' && this.count === 'accounts') this.takeGroup(record.body);
  }

  private takeAlias({ previousId, userId, at }: Bodies['alias']): void {
    if (this.count === 'accounts') {
      this.contacts.add(userId);
      return this.link(previousId, Date.parse(at), { contact: userId });
    }
    this.link(previousId, Date.parse(at), { row: this.rowOf(userId) });
    const known = this.names.get(previousId);
    if (known === undefined) this.names.set(previousId, this.rowOf(userId));
    else this.join(known, this.rowOf(userId));
  }

  /** Said of a person. Where accounts are counted that is a contact, and a contact has no country. */
  private takeIdentify({ userId, anonymousId = '', at, traits }: Bodies['identify']): void {
    const people = this.count === 'people';
    const said = { stamp: [Date.parse(at), 0, 0] satisfies Stamp, country: people ? traits.country : undefined };
    if (userId === undefined) return void this.updates.push({ kind: 'anonymous', subject: anonymousId, ...said });
    this.updates.push({ kind: people ? 'customer' : 'contact', subject: userId, ...said });
    if (!people) this.contacts.add(userId);
    if (anonymousId !== '')
      this.link(anonymousId, said.stamp[0], people ? { row: this.rowOf(userId) } : { contact: userId });
  }

  private takeGroup({ groupId, userId, anonymousId, at, traits }: Bodies['group']): void {
    const stamp: Stamp = [Date.parse(at), 0, 0];
    this.updates.push({ kind: 'customer', subject: groupId, stamp, country: traits.country });
    const to = userId === undefined ? { row: this.rowOf(groupId) } : { contact: userId };
    if (anonymousId !== undefined) this.link(anonymousId, stamp[0], to);
    if (userId === undefined) return;
    this.contacts.add(userId);
    this.updates.push({ kind: 'contact', subject: userId, stamp, customerId: groupId });
  }

  private link(anonymousId: string, at: number, to: Target): void {
    const known = this.links.get(anonymousId);
    if (!known || at < known.at) this.links.set(anonymousId, { at, to });
  }

  private rootOf(row: number): number {
    let root = row;
    for (let next = this.parents.get(root); next !== undefined; next = this.parents.get(root)) root = next;
    return root;
  }

  private join(loser: number, winner: number): void {
    const [a, b] = [this.rootOf(loser), this.rootOf(winner)];
    if (a !== b) this.parents.set(a, b);
  }

  merge(loser: string, winner: string): void {
    this.join(this.rowOf(loser), this.rowOf(winner));
  }

  sameCustomer = (a: string, b: string) => this.rootOf(this.rowOf(a)) === this.rootOf(this.rowOf(b));

  /** Names of customers that have a row of their own. */
  customerIds(): string[] {
    const first = new Map<number, string>();
    for (const [id, row] of this.names) if (!first.has(row)) first.set(row, id);
    return [...first.values()];
  }

  erase(id: string): void {
    const root = this.rootOf(this.rowOf(id));
    const isTheirs = (row: number | undefined) => row !== undefined && this.rootOf(row) === root;
    this.events = this.events.filter((event) => !isTheirs(this.ownerOf(event)));
    const contacts = new Set([...this.contacts].filter((contact) => isTheirs(this.accountOf(contact))));
    const visitors = new Set(
      [...this.links].flatMap(([anonymousId, { to }]) =>
        ('row' in to ? isTheirs(to.row) : contacts.has(to.contact)) ? [anonymousId] : [],
      ),
    );
    this.updates = this.updates.filter(({ kind, subject }) => {
      if (kind === 'customer') return !isTheirs(this.names.get(subject));
      return kind === 'contact' ? !contacts.has(subject) : !visitors.has(subject);
    });
    for (const contact of contacts) this.contacts.delete(contact);
    for (const visitor of visitors) this.links.delete(visitor);
    for (const [key, order] of this.orders) if (isTheirs(order.row)) this.orders.delete(key);
    for (const [key, ticket] of this.tickets) if (isTheirs(ticket.row)) this.tickets.delete(key);
    for (const [key, row] of this.subscriptions) if (isTheirs(row)) this.subscriptions.delete(key);
    for (const [name, row] of this.names) if (isTheirs(row)) this.names.delete(name);
  }

  private accountOf(contact: string): number | undefined {
    if (!this.contacts.has(contact)) return undefined;
    const said = this.updates.filter(
      ({ kind, subject, customerId }) => kind === 'contact' && subject === contact && customerId !== undefined,
    );
    const last = said.toSorted((a, b) => later(a.stamp, b.stamp)).at(-1);
    return last?.customerId === undefined ? undefined : this.names.get(last.customerId);
  }

  private ownerOf({ via, ident }: Event): number | undefined {
    if (via === 'customer') return this.names.get(ident);
    if (via === 'contact') return this.accountOf(ident);
    if (via === 'subscription') return this.subscriptions.get(ident);
    const to = this.links.get(ident)?.to;
    return to && ('row' in to ? to.row : this.accountOf(to.contact));
  }

  private dayOf = (ms: number) => Math.max(0, dayNumberOf(dayAt(ms, this.zone)));

  private histories(): History[] {
    const of = new Map<number, History>();
    const historyOf = (row: number) => {
      const root = this.rootOf(row);
      const found = of.get(root) ?? { orders: [], active: [] };
      of.set(root, found);
      return found;
    };
    for (const { row, ms, amount, original } of this.orders.values()) {
      const [day, purchase] = [this.dayOf(ms), (amount ?? original ?? 0) >= 0];
      historyOf(row).orders.push({ day, minor: amount ?? 0, purchase });
      if (purchase) historyOf(row).active.push(day);
    }
    for (const event of this.events) {
      const row = this.ownerOf(event);
      if (row !== undefined) historyOf(row).active.push(this.dayOf(event.ms));
    }
    return [...of.values()];
  }

  answers(): Answers {
    return answersFrom({
      histories: this.histories(),
      customers: new Set([...this.names.values()].map((row) => this.rootOf(row))).size,
      countries: this.countries(),
      csats: [...this.tickets.values()].map(({ csat }) => csat),
      asOfDay: this.asOfDay,
    });
  }

  private countries(): string[] {
    const latest = new Map<number, { stamp: Stamp; country: string }>();
    for (const { kind, subject, stamp, country } of this.updates) {
      if (typeof country !== 'string') continue;
      const to = kind === 'anonymous' ? this.links.get(subject)?.to : undefined;
      const row = kind === 'customer' ? this.names.get(subject) : to && 'row' in to ? to.row : undefined;
      if (row === undefined) continue;
      const root = this.rootOf(row);
      const known = latest.get(root);
      if (!known || later(known.stamp, stamp) < 0) latest.set(root, { stamp, country });
    }
    return [...latest.values()].map(({ country }) => country);
  }
}
