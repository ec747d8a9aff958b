import { formatMoment } from '@/components/evidence/dates';
import { Panel } from '@/components/ui/panel';
import { actorInWords, verbInWords } from './audit-words';

interface AuditTableProps {
  items: readonly {
    seq: number;
    at: Date;
    actor: string;
    actorName: string | undefined;
    verb: string;
    subject: string;
    fields: readonly string[];
  }[];
  timeZone: string;
  older: string | undefined;
}

export function AuditTable({ items, timeZone, older }: AuditTableProps) {
  return (
    <Panel
      title="Changes"
      sub="newest first; ids and names of fields, never their values"
      flush
      foot={
        older ? (
          <a className="link" href={older}>
            Older changes
          </a>
        ) : (
          'This is the beginning.'
        )
      }
    >
      <table className="tbl dense">
        <thead>
          <tr>
            <th scope="col" className="r max-md:hidden">
              Row
            </th>
            <th scope="col">When</th>
            <th scope="col" className="max-md:hidden">
              Who
            </th>
            <th scope="col">What</th>
            <th scope="col" className="max-md:hidden">
              Of what
            </th>
            <th scope="col" className="max-md:hidden">
              Fields
            </th>
          </tr>
        </thead>
        <tbody>
          {items.map((item) => (
            <tr key={item.seq}>
              <td className="r text-muted max-md:hidden">{item.seq}</td>
              <td className="text-text-2">{formatMoment(item.at.getTime(), { timeZone })}</td>
              <td className="max-md:hidden">{actorInWords(item.actor, item.actorName)}</td>
              <td className="wrap">
                {verbInWords(item.verb)}
                <span className="block text-small text-muted md:hidden">
                  {actorInWords(item.actor, item.actorName)}
                </span>
              </td>
              <td className="max-w-64 truncate font-mono text-small text-muted max-md:hidden">{item.subject}</td>
              <td className="wrap text-small text-muted max-md:hidden">{item.fields.join(', ')}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Panel>
  );
}
