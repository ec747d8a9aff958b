'use client';

import { ShieldAlert, ShieldCheck } from 'lucide-react';
import { useState } from 'react';
import { formatCount } from '@/components/evidence/format';
import { useTRPCClient } from '@/components/shell/api-provider';
import { Button } from '@/components/ui/button';

type Verdict =
  | { ok: true; checked: number; lastHash: string }
  | { ok: false; checked: number; seq: number; problem: 'changed' | 'missing'; verb: string; subject: string };

/** Walks the hash chain on demand and says what it found, in words. */
export function VerifyChain() {
  const client = useTRPCClient();
  const [verdict, setVerdict] = useState<Verdict>();
  const [isBusy, setBusy] = useState(false);
  const [hasFailed, setFailed] = useState(false);
  const verify = async () => {
    setBusy(true);
    setFailed(false);
    try {
      setVerdict(await client.audit.verify.query());
    } catch {
      setFailed(true);
    } finally {
      setBusy(false);
    }
  };
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2 rounded-md border border-border bg-surface px-4 py-3 text-table">
      <div className="min-w-56 flex-1" aria-live="polite">
        {hasFailed ? (
          <p className="text-risk-text">The log could not be read. Try again.</p>
        ) : (
          <Words verdict={verdict} />
        )}
      </div>
      <Button onClick={() => void verify()} disabled={isBusy}>
        {isBusy ? 'Checking' : 'Check the chain'}
      </Button>
    </div>
  );
}

function Words({ verdict }: { verdict: Verdict | undefined }) {
  if (!verdict)
    return <p className="text-text-2">Each row carries the hash of the one before it. Checking walks them all.</p>;
  if (verdict.ok) {
    return (
      <p className="flex items-start gap-2">
        <ShieldCheck className="icon mt-0.5 text-good" aria-hidden />
        <span className="min-w-0">
          All {formatCount(verdict.checked)} rows hold. Keep the last hash elsewhere to notice a cut-off end:{' '}
          <code className="text-small break-all text-muted">{verdict.lastHash}</code>
        </span>
      </p>
    );
  }
  const what = verdict.problem === 'changed' ? 'was changed after it was written' : 'does not follow the row before it';
  return (
    <p className="flex items-start gap-2 text-risk-text">
      <ShieldAlert className="icon mt-0.5" aria-hidden />
      <span>
        Row {formatCount(verdict.seq)} ({verdict.verb}, {verdict.subject}) {what}. The {formatCount(verdict.checked)}{' '}
        rows before it hold.
      </span>
    </p>
  );
}
