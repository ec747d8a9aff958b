import type { AcceptedRecord, Bodies } from '@/server/features/ingest/schemas';
import { dayAt, dayNumberOf } from '@/server/platform/calendar';
import { type Answers, answersFrom, type History } from './facts-answers';
import { customerOf, Journal, type Kept, later, type Stamp, type Target, type Update } from './facts-journal';

interface Event {
  serial: number;
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
  private readonly journal: Journal;
  private events: Event[] = [];
  private updates: Update[] = [];
  private rows = 0;
  private serial = 0;

  constructor(
    private readonly count: 'people' | 'accounts',
    private readonly zone: string,
    private readonly asOfDay: number,
  ) {
    this.journal = new Journal(count);
  }

  /** Everything accepted between two turns of the worker, in the order received. */
  accept(records: readonly AcceptedRecord[], receivedMs: number, importNo?: number): void {
    const fresh = records.map((record) => this.journal.add(record, importNo)).filter((one) => one !== undefined);
    for (const { record } of fresh) this.see(record);
    for (const one of fresh) this.take(one, receivedMs);
  }

  private see(record: AcceptedRecord): void {
    const id = customerOf(this.count, record);
    if (id !== undefined && !this.names.has(id)) this.names.set(id, ++this.rows);
  }

  private rowOf = (id: string) => this.names.get(id) ?? 0;

  private take({ record, serial }: Kept, receivedMs: number): void {
    this.serial = serial;
    const stamp: Stamp = [receivedMs, 1, serial];
    const { kind, body } = record;
    if (kind === 'events') this.takeEvent(body);
    else if (kind === 'customers') this.say({ kind: 'customer', subject: body.id, stamp, country: body.country });
    else if (kind === 'contacts') {
      this.contacts.add(body.id);
      this.say({ kind: 'contact', subject: body.id, stamp, customerId: body.customerId });
    } else if (!this.place(record)) this.takeCall(record);
  }

  /** Records that are known by an id: the last one counts. False for anything else. */
  private place({ kind, body, keyText }: AcceptedRecord): boolean {
    if (kind === 'orders') this.takeOrder(keyText, body);
    else if (kind === 'tickets') this.tickets.set(body.id, { row: this.rowOf(body.customerId), csat: body.csat ?? 0 });
    else if (kind === 'subscriptions') this.subscriptions.set(body.id, this.rowOf(body.customerId));
    else return false;
    return true;
  }

  private say = (update: Omit<Update, 'serial'>) => void this.updates.push({ serial: this.serial, ...update });

  private takeOrder(key: string, { customerId, orderedAt, amount, original }: Bodies['orders']): void {
    this.orders.set(key, {
      row: this.rowOf(customerId),
      ms: Date.parse(orderedAt),
      amount: amount?.minor ?? null,
      original: original?.minor ?? amount?.minor ?? null,
    });
  }

  private takeEvent(body: Bodies['events']): void {
    const named = [
      ['customer', body.customerId],
      ['contact', body.contactId],
      ['subscription', body.subscriptionId],
      ['anonymous', body.anonymousId],
    ] as const;
    for (const [via, ident] of named) {
      if (ident === undefined) continue;
      this.events.push({ serial: this.serial, via, ident, event: body.event, ms: Date.parse(body.occurredAt) });
      return;
    }
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
    if (userId === undefined) return this.say({ kind: 'anonymous', subject: anonymousId, ...said });
    this.say({ kind: people ? 'customer' : 'contact', subject: userId, ...said });
    if (!people) this.contacts.add(userId);
    if (anonymousId !== '')
      this.link(anonymousId, said.stamp[0], people ? { row: this.rowOf(userId) } : { contact: userId });
  }

  private takeGroup({ groupId, userId, anonymousId, at, traits }: Bodies['group']): void {
    const stamp: Stamp = [Date.parse(at), 0, 0];
    this.say({ kind: 'customer', subject: groupId, stamp, country: traits.country });
    const to = userId === undefined ? { row: this.rowOf(groupId) } : { contact: userId };
    if (anonymousId !== undefined) this.link(anonymousId, stamp[0], to);
    if (userId === undefined) return;
    this.contacts.add(userId);
    this.say({ kind: 'contact', subject: userId, stamp, customerId: groupId });
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
    const namesOf = (known: ReadonlyMap<string, number>) =>
      new Set([...known].flatMap(([name, row]) => (isTheirs(row) ? [name] : [])));
    const customers = namesOf(this.names);
    const persons = this.count === 'people' ? customers : contacts;
    this.journal.erase({ customers, persons, contacts, visitors, subscriptions: namesOf(this.subscriptions) });
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

  /** Takes an import back: what is left is what everything else that was accepted says. */
  undo(importNo: number): void {
    const out = this.journal.takeBack(importNo);
    const serials = new Set(out.map(({ serial }) => serial));
    this.events = this.events.filter(({ serial }) => !serials.has(serial));
    this.updates = this.updates.filter(({ serial }) => !serials.has(serial));
    this.dropUnspoken(out);
    for (const { record } of out) this.fallBack(record);
    const said = new Set(this.updates.flatMap(({ kind, subject }) => (kind === 'contact' ? [subject] : [])));
    for (const { to } of this.links.values()) if ('contact' in to) said.add(to.contact);
    for (const { record } of out)
      if (record.kind === 'contacts' && !said.has(record.body.id)) this.contacts.delete(record.body.id);
  }

  /** Customers of whom nothing that is left speaks, by none of their names. */
  private dropUnspoken(out: readonly Kept[]): void {
    const spoken = this.journal.names();
    const rows = new Set(out.map(({ record }) => this.names.get(customerOf(this.count, record) ?? '')));
    for (const [name, row] of this.names) if (spoken.has(name)) rows.delete(row);
    for (const [name, row] of this.names) if (rows.has(row)) this.names.delete(name);
  }

  private fallBack({ kind, body, keyText }: AcceptedRecord): void {
    if (kind === 'orders') this.orders.delete(keyText);
    else if (kind === 'tickets') this.tickets.delete(body.id);
    else if (kind === 'subscriptions') this.subscriptions.delete(body.id);
    const left = this.journal.latest(keyText);
    if (left && !left.erased) this.place(left.record);
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
