import { sql } from 'drizzle-orm';
import { customType, timestamp, uuid } from 'drizzle-orm/pg-core';

export const bytea = customType<{ data: Buffer; driverData: Buffer }>({ dataType: () => 'bytea' });

/** 64-bit transaction id: the order in which the worker reads the inbox, see drizzle/ `inbox`. */
export const xid8 = customType<{ data: string; driverData: string }>({ dataType: () => 'xid8' });

export const instant = () => timestamp({ withTimezone: true, precision: 3 });
export const createdAt = () => instant().notNull().default(sql`now()`);
export const workspaceId = () => uuid().notNull();
