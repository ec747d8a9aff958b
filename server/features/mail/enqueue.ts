import { mailOutbox } from '@/db/schema';
import type { Clock } from '@/server/platform/clock';
import type { Tx } from '@/server/platform/database';
import { newId } from '@/server/platform/ids';
import type { Rng } from '@/server/platform/rng';
import type { MailText } from './templates/layout';

/** Whose mail it is decides who may see that it exists: admins of a workspace, or the person alone. */
type MailOwner = { workspaceId: string } | { personId: string };

/** Plans one mail in the caller's transaction: it leaves only if what it tells about was committed. */
export async function enqueueMail(
  tx: Tx,
  source: { clock: Clock; rng: Rng },
  mail: MailText & { to: string; owner: MailOwner },
): Promise<void> {
  const now = new Date(source.clock.nowMs());
  await tx.insert(mailOutbox).values({
    id: newId(source),
    ...mail.owner,
    kind: mail.kind,
    toAddress: mail.to,
    subject: mail.subject.replaceAll(/[\r\n]+/g, ' ').slice(0, 200),
    textBody: mail.text,
    htmlBody: mail.html,
    notBefore: now,
    createdAt: now,
  });
}
