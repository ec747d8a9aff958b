import { formatMoment } from '@/components/evidence/dates';
import { Mark } from '@/components/shell/mark';
import { Panel } from '@/components/ui/panel';
import { EmptyState, GhostRows } from '@/components/ui/states';

interface LocalOutboxProps {
  mails: readonly { id: string; to: string; subject: string; text: string; at: Date; state: string }[];
}

/** Mails of an installation without a mail server, newest first, with links that work. */
export function LocalOutbox({ mails }: LocalOutboxProps) {
  return (
    <main id="main" className="mx-auto flex w-full max-w-[760px] flex-col gap-5 px-4 py-10">
      <div>
        <p className="flex items-center gap-2 text-table text-muted">
          <Mark /> Local outbox
        </p>
        <h1 className="mt-2 text-answer">
          {mails.length === 0
            ? 'No mail was written yet.'
            : `The newest ${mails.length === 1 ? 'mail' : `${mails.length} mails`} of this Holdfast.`}
        </h1>
        <p className="mt-1 text-table text-text-2">
          No mail server is set (SMTP_URL), so mails stay here. Their links open accounts: show this page to nobody.
        </p>
      </div>
      {mails.length === 0 ? (
        <Panel>
          <EmptyState title="Nothing here" picture={<GhostRows />}>
            Sign up, or invite someone, and the mail appears.
          </EmptyState>
        </Panel>
      ) : (
        <ol className="flex flex-col gap-4">
          {mails.map((mail) => (
            <li key={mail.id} className="rounded-md border border-border bg-surface">
              <article aria-label={mail.subject}>
                <header className="border-b border-border px-4 py-2.5 text-table">
                  <h2 className="font-semibold">{mail.subject}</h2>
                  <p className="text-small text-muted">
                    to {mail.to} · {formatMoment(mail.at.getTime(), { timeZone: 'UTC' })} UTC
                  </p>
                </header>
                <div className="px-4 py-3 text-table break-words whitespace-pre-wrap">
                  <Linked text={mail.text} />
                </div>
              </article>
            </li>
          ))}
        </ol>
      )}
    </main>
  );
}

function Linked({ text }: { text: string }) {
  return text.split(/(https?:\/\/\S+)/).map((part, index) =>
    index % 2 === 1 ? (
      <a key={index} href={part} className="link">
        {part}
      </a>
    ) : (
      part
    ),
  );
}
