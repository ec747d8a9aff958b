import { formatMoment } from '@/components/evidence/dates';
import { ButtonLink } from '@/components/ui/button';
import { Chip, type ChipTone } from '@/components/ui/chip';
import { Panel } from '@/components/ui/panel';
import { EmptyState, GhostRows } from '@/components/ui/states';

const states: Readonly<Record<string, { tone: ChipTone; words: string }>> = {
  planned: { tone: 'neutral', words: 'waiting' },
  claimed: { tone: 'neutral', words: 'waiting' },
  handing_over: { tone: 'note', words: 'on its way' },
  sent: { tone: 'good', words: 'sent' },
  failed: { tone: 'risk', words: 'failed' },
  uncertain: { tone: 'watch', words: 'uncertain' },
};

interface MailTableProps {
  slug: string;
  items: readonly {
    id: string;
    to: string;
    subject: string;
    state: string;
    attempts: number;
    problem: string | null;
    createdAt: Date;
  }[];
  timeZone: string;
  older: string | undefined;
}

export function MailTable({ slug, items, timeZone, older }: MailTableProps) {
  if (items.length === 0) {
    return (
      <Panel>
        <EmptyState
          title="Invitations appear here with how they fared"
          picture={<GhostRows />}
          action={<ButtonLink href={`/${slug}/settings/members`}>Invite a colleague</ButtonLink>}
        >
          Each mail says whether it was sent, how often it was tried and what the mail server answered.
        </EmptyState>
      </Panel>
    );
  }
  return (
    <Panel
      title="Mails"
      sub="newest first"
      flush
      foot={
        older ? (
          <a className="link" href={older}>
            Older mails
          </a>
        ) : (
          'There are no older mails.'
        )
      }
    >
      <table className="tbl dense">
        <thead>
          <tr>
            <th scope="col">To</th>
            <th scope="col">State</th>
            <th scope="col" className="max-md:hidden">
              Subject
            </th>
            <th scope="col" className="r max-md:hidden">
              Attempts
            </th>
            <th scope="col" className="max-md:hidden">
              Written
            </th>
          </tr>
        </thead>
        <tbody>
          {items.map((mail) => (
            <tr key={mail.id}>
              <th scope="row" className="max-w-64 truncate font-medium">
                {mail.to}
                <span className="block text-small font-normal text-muted md:hidden">
                  {formatMoment(mail.createdAt.getTime(), { timeZone })}
                </span>
                {mail.problem ? (
                  <span className="block text-small font-normal whitespace-normal text-muted">{mail.problem}</span>
                ) : null}
              </th>
              <td>
                <Chip tone={states[mail.state]?.tone}>{states[mail.state]?.words ?? mail.state}</Chip>
              </td>
              <td className="max-w-80 truncate text-text-2 max-md:hidden">{mail.subject}</td>
              <td className="r text-text-2 max-md:hidden">{mail.attempts}</td>
              <td className="text-text-2 max-md:hidden">{formatMoment(mail.createdAt.getTime(), { timeZone })}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Panel>
  );
}
