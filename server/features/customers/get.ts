import { asc, desc, eq } from 'drizzle-orm';
import { contacts, identifiers, sources, subscriptions } from '@/db/schema';
import { requirePermission } from '@/server/auth/require-permission';
import { monthOfNumber } from '@/server/platform/calendar';
import type { ServiceContext } from '@/server/platform/context';
import type { Tx } from '@/server/platform/database';
import { inWorkspace, withWorkspace } from '@/server/platform/transaction';
import { getCustomerInWorkspace, type StoredCustomer } from './internal';
import type { GetCustomerInput } from './schemas';
import { customerMonths, customerTotals } from './totals.ch';

/** One customer: who they are, what they bought, by which identifiers they are known and who is inside. */
export async function getCustomer(ctx: ServiceContext, input: GetCustomerInput) {
  requirePermission(ctx, 'customers:read');
  const { customer, known, people, contracts } = await withWorkspace(ctx, async (tx) => {
    const found = await getCustomerInWorkspace(tx, ctx, input.id);
    return {
      customer: found,
      known: await identifiersOf(tx, ctx, found.id),
      people: await contactsOf(tx, ctx, found.id),
      contracts: await subscriptionsOf(tx, ctx, found.id),
    };
  });
  const [[totals = noTotals], months] = await Promise.all([
    ctx.ch.run(customerTotals, { no: customer.no }),
    ctx.ch.run(customerMonths, { no: customer.no }),
  ]);
  return {
    ...profileOf(customer),
    orders: totals.orders,
    unknownAmounts: totals.unknown_amounts,
    spendMinor: totals.spend_minor,
    refundedMinor: totals.refunded_minor,
    firstOrderAt: totals.first_order,
    lastOrderAt: totals.last_order,
    lastSeenAt: totals.last_seen,
    months: months.map(({ m, orders, spend_minor }) => ({ month: monthOfNumber(m), orders, spendMinor: spend_minor })),
    identifiers: known,
    contacts: people,
    subscriptions: contracts,
  };
}

const noTotals = {
  orders: 0,
  unknown_amounts: 0,
  spend_minor: 0,
  refunded_minor: 0,
  first_order: null,
  last_order: null,
  last_seen: null,
};

export type CustomerProfile = Awaited<ReturnType<typeof getCustomer>>;

const profileOf = (customer: StoredCustomer) => ({
  id: customer.id,
  externalId: customer.externalId,
  name: customer.name,
  email: customer.email,
  createdAt: customer.createdOn?.toISOString() ?? null,
  firstSeenAt: customer.firstSeenAt.toISOString(),
  ownerEmail: customer.ownerEmail,
  country: customer.country,
  timezone: customer.timezone,
  locale: customer.locale,
  acquisitionChannel: customer.acquisitionChannel,
  acquisitionCostMinor: customer.acquisitionCostMinor,
  traits: customer.traits,
  isTest: customer.isTest,
});

const identifiersOf = (tx: Tx, ctx: ServiceContext, customerId: string) =>
  tx
    .select({ kind: identifiers.kind, value: identifiers.value, source: sources.name, since: identifiers.createdAt })
    .from(identifiers)
    .leftJoin(sources, inWorkspace(ctx, sources, eq(sources.id, identifiers.sourceId)))
    .where(inWorkspace(ctx, identifiers, eq(identifiers.customerId, customerId)))
    .orderBy(asc(identifiers.createdAt), asc(identifiers.value))
    .limit(100);

const contactsOf = (tx: Tx, ctx: ServiceContext, customerId: string) =>
  tx
    .select({ id: contacts.id, name: contacts.name, email: contacts.email, role: contacts.role })
    .from(contacts)
    .where(inWorkspace(ctx, contacts, eq(contacts.customerId, customerId)))
    .orderBy(asc(contacts.name), asc(contacts.id))
    .limit(100);

/** The running ones first, then by when they began. */
const subscriptionsOf = (tx: Tx, ctx: ServiceContext, customerId: string) =>
  tx
    .select({
      id: subscriptions.id,
      plan: subscriptions.plan,
      startedOn: subscriptions.startedOn,
      endedOn: subscriptions.endedOn,
      mrrMinor: subscriptions.mrrMinor,
      seats: subscriptions.seats,
      seatsUsed: subscriptions.seatsUsed,
      renewsOn: subscriptions.renewsOn,
    })
    .from(subscriptions)
    .where(inWorkspace(ctx, subscriptions, eq(subscriptions.customerId, customerId)))
    .orderBy(desc(subscriptions.startedOn), asc(subscriptions.id))
    .limit(50);
