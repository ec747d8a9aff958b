'use client';

import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { Panel } from '@/components/ui/panel';
import { toast } from '@/components/ui/toast';
import type { Rule } from '@/db/schema/segments.constants';

/** The rule as text: to copy, or to write what has no field in the builder. */
export function RuleJson({ rule, onApply, mayEdit }: { rule: Rule; onApply: (rule: Rule) => void; mayEdit: boolean }) {
  const written = JSON.stringify(rule, null, 2);
  const [draft, setDraft] = useState<string>();
  const apply = () => {
    try {
      onApply(JSON.parse(draft ?? written) as Rule);
      setDraft(undefined);
    } catch {
      toast({ text: 'This is not JSON. Check its brackets and quotes.', tone: 'failed' });
    }
  };
  return (
    <Panel
      title="Rule as JSON"
      actions={
        <>
          <Button
            size="small"
            variant="quiet"
            onClick={() => void navigator.clipboard.writeText(written).then(() => toast({ text: 'Copied the rule.' }))}
          >
            Copy
          </Button>
          {mayEdit && draft !== undefined ? (
            <Button size="small" onClick={apply}>
              Apply
            </Button>
          ) : null}
        </>
      }
    >
      <textarea
        aria-label="Rule as JSON"
        spellCheck={false}
        readOnly={!mayEdit}
        rows={Math.min(24, written.split('\n').length)}
        className="w-full rounded-md border border-control bg-surface p-2 font-mono text-small"
        value={draft ?? written}
        onChange={({ target }) => setDraft(target.value)}
      />
    </Panel>
  );
}
