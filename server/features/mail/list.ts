import { desc, eq, lt } from 'drizzle-orm';
import { mailOutbox } from '@/db/schema';
import { requirePermission } from '@/server/auth/require-permission';
import type { ServiceContext } from '@/server/platform/context';
import { inWorkspace, withWorkspace } from '@/server/platform/transaction';
import type { ListMailInput } from './schemas';

const pageSize = 50;

/** Mails of this workspace, newest first, without their texts: an invitation's link is for its receiver alone. */
export async function listMail(ctx: ServiceContext, input: ListMailInput) {
  requirePermission(ctx, 'mail:read');
  const items = await withWorkspace(ctx, (tx) =>
    tx
      .select({
        id: mailOutbox.id,
        kind: mailOutbox.kind,
        to: mailOutbox.toAddress,
        subject: mailOutbox.subject,
        state: mailOutbox.state,
        attempts: mailOutbox.attempts,
        problem: mailOutbox.problem,
        createdAt: mailOutbox.createdAt,
        sentAt: mailOutbox.sentAt,
      })
      .from(mailOutbox)
      .where(
        inWorkspace(
          ctx,
          mailOutbox,
          input.state && eq(mailOutbox.state, input.state),
          input.cursor ? lt(mailOutbox.id, input.cursor) : undefined,
        ),
      )
      .orderBy(desc(mailOutbox.id))
      .limit(pageSize),
  );
  return { items, cursor: items.length === pageSize ? items.at(-1)?.id : undefined };
}
