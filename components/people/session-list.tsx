'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { formatAgo, formatMoment } from '@/components/evidence/dates';
import { useTRPCClient } from '@/components/shell/api-provider';
import { Button } from '@/components/ui/button';
import { Chip } from '@/components/ui/chip';
import { Panel } from '@/components/ui/panel';
import { toast } from '@/components/ui/toast';
import { deviceWords } from './device-words';

export interface SessionRow {
  id: string;
  userAgent: string;
  address: string;
  createdAt: Date;
  lastSeenAt: Date;
  isCurrent: boolean;
}

/** Where one is signed in. Ending a session works on its next request. */
export function SessionList({ sessions, timeZone = 'UTC' }: { sessions: readonly SessionRow[]; timeZone?: string }) {
  const client = useTRPCClient();
  const router = useRouter();
  const [busy, setBusy] = useState<string>();
  const end = async (key: string, run: () => Promise<string>) => {
    setBusy(key);
    try {
      toast({ text: await run() });
      router.refresh();
    } catch {
      toast({ text: 'This did not work. Try again.', tone: 'failed' });
    } finally {
      setBusy(undefined);
    }
  };
  const endOthers = () =>
    end('others', async () => {
      const { endedSessions } = await client.people.revokeOtherSessions.mutate();
      return `${endedSessions} ${endedSessions === 1 ? 'session' : 'sessions'} ended.`;
    });
  const endOne = (session: SessionRow) =>
    end(session.id, async () => {
      await client.people.revokeSession.mutate({ id: session.id });
      return `${deviceWords(session.userAgent)} is signed out.`;
    });
  return (
    <Panel
      title="Sessions"
      sub={sessions.length === 1 ? 'only this one' : `signed in at ${sessions.length} places`}
      flush
      actions={
        sessions.length > 1 ? (
          <Button size="small" disabled={busy !== undefined} onClick={() => void endOthers()}>
            End all others
          </Button>
        ) : null
      }
    >
      <ul className="divide-y divide-border">
        {sessions.map((session) => (
          <li key={session.id} className="flex min-h-14 items-center gap-3 px-4 py-2 text-table">
            <span className="min-w-0 flex-1">
              <span className="flex items-center gap-2">
                <span className="truncate font-medium">{deviceWords(session.userAgent)}</span>
                {session.isCurrent ? <Chip tone="accent">this one</Chip> : null}
              </span>
              <span className="block text-small text-muted">
                {session.address === 'unknown' ? 'address not known' : session.address} · since{' '}
                {formatMoment(session.createdAt.getTime(), { timeZone })} ·{' '}
                <LastSeen at={session.lastSeenAt} isCurrent={session.isCurrent} />
              </span>
            </span>
            {session.isCurrent ? null : (
              <Button
                size="small"
                variant="danger"
                disabled={busy !== undefined}
                aria-label={`End the session of ${deviceWords(session.userAgent)}`}
                onClick={() => void endOne(session)}
              >
                End
              </Button>
            )}
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function LastSeen({ at, isCurrent }: { at: Date; isCurrent: boolean }) {
  return <span suppressHydrationWarning>{isCurrent ? 'now' : `seen ${formatAgo(at.getTime(), Date.now())}`}</span>;
}
