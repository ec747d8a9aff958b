import { z } from 'zod';
import { defineQuestion, hiddenCustomers, integer64, isVisible } from '@/server/analytics';

const named = z.object({ name: z.string(), customers: integer64 });

/** Traits of the workspace's own that visible customers have, by how many have them. */
export const traitNames = defineQuestion({
  name: 'segments.traits',
  sql: `WITH ${hiddenCustomers}
  SELECT toString(arrayJoin(mapKeys(c.traits))) AS name, count() AS customers
  FROM customers AS c FINAL WHERE c.ws = {ws:UInt32} AND ${isVisible('c.no')} GROUP BY name ORDER BY customers DESC, name LIMIT 200`,
  params: z.object({}),
  row: named,
});

/** Events with the visible customers who ever did them: a union of the sets by month. */
export const eventNames = defineQuestion({
  name: 'segments.events',
  sql: `WITH ${hiddenCustomers}
  SELECT toString(key) AS name, bitmapCardinality(bitmapAndnot(groupBitmapMergeState(bits), (SELECT h FROM hid))) AS customers
  FROM sets WHERE ws = {ws:UInt32} AND kind = 'month' AND key NOT IN ('', 'order') GROUP BY key HAVING customers > 0
  ORDER BY customers DESC, name LIMIT 300`,
  params: z.object({}),
  row: named,
});

const field = { name: z.string() };
const top = `WHERE value != '' GROUP BY value ORDER BY customers DESC, value LIMIT 50`;
const valued = z.object({ value: z.string(), customers: integer64 });

/** The most frequent values of a field of customers or of a trait, with the customers that have them. */
export const traitValues = defineQuestion({
  name: 'segments.trait_values',
  sql: `WITH ${hiddenCustomers}
  SELECT value, count() AS customers FROM (
    SELECT multiIf({name:String} = 'country', toString(c.country), {name:String} = 'acquisition_channel', toString(c.acquisition_channel),
      {name:String} = 'timezone', toString(c.timezone), {name:String} = 'locale', toString(c.locale), {name:String} = 'owner_email', c.owner_email,
      {name:String} = 'parent_id', c.parent_id, {name:String} = 'referred_by', c.referred_by, c.traits[{name:String}]) AS value
    FROM customers AS c FINAL WHERE c.ws = {ws:UInt32} AND ${isVisible('c.no')}
  ) ${top}`,
  params: z.object(field),
  row: valued,
});

/** The same for a property of an event. */
export const eventPropertyValues = defineQuestion({
  name: 'segments.event_property_values',
  sql: `WITH ${hiddenCustomers}
  SELECT value, uniqExact(no) AS customers FROM (
    SELECT no, properties[{name:String}] AS value FROM events AS f WHERE f.ws = {ws:UInt32} AND f.event = {event:String} AND ${isVisible('f.no')}
  ) ${top}`,
  params: z.object({ ...field, event: z.string() }),
  row: valued,
});

/** The same for a field or property of an order. */
export const orderPropertyValues = defineQuestion({
  name: 'segments.order_property_values',
  sql: `WITH ${hiddenCustomers}
  SELECT value, uniqExact(no) AS customers FROM (
    SELECT no, multiIf({name:String} = 'category', toString(f.category), {name:String} = 'channel', toString(f.channel), {name:String} = 'currency', toString(f.currency),
      {name:String} = 'product_id', f.product_id, {name:String} = 'product_name', f.product_name, {name:String} = 'offer_code', toString(f.offer_code),
      f.properties[{name:String}]) AS value
    FROM orders AS f WHERE f.ws = {ws:UInt32} AND ${isVisible('f.no')}
  ) ${top}`,
  params: z.object(field),
  row: valued,
});

/** The same for the plans of subscriptions. */
export const planValues = defineQuestion({
  name: 'segments.plan_values',
  sql: `WITH ${hiddenCustomers}
  SELECT value, uniqExact(no) AS customers FROM (
    SELECT no, toString(q.plan) AS value FROM subscription_periods AS q FINAL WHERE q.ws = {ws:UInt32} AND ${isVisible('q.no')}
  ) ${top}`,
  params: z.object({}),
  row: valued,
});
