import { eq, inArray } from 'drizzle-orm';
import { customers } from '@/db/schema';
import { requirePermission } from '@/server/auth/require-permission';
import type { ServiceContext } from '@/server/platform/context';
import type { Tx } from '@/server/platform/database';
import { inWorkspace, withWorkspace } from '@/server/platform/transaction';
import { openAudience } from './audience';
import { countAudience, pageOfAudience } from './audience.ch';
import { type FilledMessage, fillMessage, type MessageFields, unknownFields } from './domain/message';
import type { PreviewMessageInput } from './schemas';

export interface MessagePreview {
  customers: number;
  /** The message as the first customers of the audience would get it. */
  examples: (FilledMessage & { to: string | null; customer: string })[];
  unknownFields: string[];
}

const shown = 3;
/** Stands where the real link will: each one belongs to one receiver. */
const sampleLink = 'https://…/unsubscribe/…';

/** The message filled in for a few customers of the audience. */
export async function previewMessage(ctx: ServiceContext, input: PreviewMessageInput): Promise<MessagePreview> {
  requirePermission(ctx, 'campaigns:read');
  requirePermission(ctx, 'customers:read');
  const audience = await openAudience(ctx, input.segment);
  const [[counted], rows] = await Promise.all([
    ctx.ch.run(countAudience(audience), { ...audience.values }),
    ctx.ch.run(pageOfAudience(audience), { ...audience.values, after: 0, limit: shown }),
  ]);
  const people = await withWorkspace(ctx, (tx) =>
    listCustomersByNo(
      tx,
      ctx,
      rows.map(({ no }) => no),
    ),
  );
  return {
    customers: counted?.customers ?? 0,
    examples: people.map((customer) => ({
      ...fillMessage(input, customer, { sender: ctx.workspace.name, unsubscribe: sampleLink }),
      to: customer.email,
      customer: customer.name ?? customer.id,
    })),
    unknownFields: unknownFields(`${input.subject}\n${input.message}`),
  };
}

async function listCustomersByNo(tx: Tx, ctx: ServiceContext, nos: number[]): Promise<MessageFields[]> {
  if (nos.length === 0) return [];
  return tx
    .select({
      id: customers.externalId,
      name: customers.name,
      email: customers.email,
      country: customers.country,
      traits: customers.traits,
    })
    .from(customers)
    .where(inWorkspace(ctx, customers, inArray(customers.no, nos), eq(customers.isTest, false)));
}
