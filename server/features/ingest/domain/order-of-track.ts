import type { Bodies } from '../schemas';
import { readId } from './check-text';
import { isRecord } from './check-value';
import { parseMoney, readCurrency } from './parse-money';
import { refuse } from './refusal';

/** Track calls that are orders, not events. */
export const isOrderCall = (event: unknown): boolean => event === 'Order Completed' || event === 'Order Refunded';

type Order = Bodies['orders'];

/** `total`, else `revenue`; a refund must say how much, since an order of unknown value counts as a purchase. */
function readAmount(properties: Record<string, unknown>, currency: string, isRefund: boolean) {
  const value = properties.total ?? properties.revenue;
  if (value === undefined || value === null || value === '')
    return isRefund ? refuse('total', 'is missing: a refund must say its amount') : undefined;
  const { minor } = parseMoney('total', value, currency);
  return { minor: isRefund ? 0 - Math.abs(minor) : minor, currency };
}

function readProducts(value: unknown): Pick<Order, 'quantity' | 'productId' | 'productName' | 'category'> {
  const products = Array.isArray(value) ? value.filter(isRecord) : [];
  const pieces = products.map((product) => (typeof product.quantity === 'number' ? product.quantity : 1));
  const quantity = pieces.reduce((sum, n) => sum + n, 0);
  const [only, another] = products;
  const known = Number.isInteger(quantity) && quantity > 0 && quantity <= 2_147_483_647 ? { quantity } : {};
  if (!only || another) return products.length > 0 ? known : {};
  const [name, category] = [only.name, only.category];
  return {
    ...known,
    ...present('productId', readId('product_id', only.product_id)),
    ...present('productName', typeof name === 'string' ? name : undefined),
    ...present('category', typeof category === 'string' ? category : undefined),
  };
}

/** `{ [key]: value }`, or nothing where there is no value: bodies leave out what is unknown. */
export const present = <K extends string, V>(key: K, value: V | undefined): Partial<Record<K, V>> =>
  value === undefined ? {} : ({ [key]: value } as Record<K, V>);

/** The order (or, negative, the refund) that a track call tells. Amounts in another currency are kept as `original`. */
export function orderOfTrack(
  call: { event: unknown; customerId: string; orderedAt: string; properties: Record<string, unknown> },
  ownCurrency: string,
): Order {
  const { properties } = call;
  const isRefund = call.event === 'Order Refunded';
  const currency = readCurrency('currency', properties.currency, ownCurrency);
  const amount = readAmount(properties, currency, isRefund);
  const coupon = properties.coupon;
  return {
    customerId: call.customerId,
    orderedAt: call.orderedAt,
    ...(isRefund ? {} : present('id', readId('order_id', properties.order_id))),
    ...present(currency === ownCurrency ? 'amount' : 'original', amount),
    ...readProducts(properties.products),
    ...present('offerCode', typeof coupon === 'string' && coupon !== '' ? coupon : undefined),
    properties,
  };
}
