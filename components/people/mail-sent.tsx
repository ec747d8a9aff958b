import Link from 'next/link';
import type { ReactNode } from 'react';
import { AuthHeading } from './auth-frame';

/** After a form that answers by mail; what it says does not tell whether the address has an account. */
export function MailSent({ to, children }: { to: string; children: ReactNode }) {
  return (
    <div role="status">
      <AuthHeading title="Look into your mail" />
      <div className="flex flex-col gap-3 text-table text-text-2">
        <p>
          A mail is on its way to <b className="text-text">{to}</b>. {children}
        </p>
        <p className="text-small text-muted">
          Nothing after a few minutes? Look into the spam folder, or ask the operator of this Holdfast: without a mail
          server it keeps mails in its local outbox.
        </p>
        <Link href="/sign-in" className="link">
          Back to signing in
        </Link>
      </div>
    </div>
  );
}
