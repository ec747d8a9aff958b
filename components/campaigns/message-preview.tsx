'use client';

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useTRPC } from '@/components/shell/api-provider';
import { Panel } from '@/components/ui/panel';
import type { DraftValues } from './draft-values';

/** The message as the first customer of the audience would read it. `values` are those when typing last paused. */
export function MessagePreview({ values }: { values: DraftValues }) {
  const trpc = useTRPC();
  const { segment, subject, message } = values;
  const isEmpty = subject.trim() === '' && message.trim() === '';
  const query = useQuery({
    ...trpc.campaigns.preview.queryOptions({ segment: segment || null, subject, message }),
    enabled: !isEmpty,
    placeholderData: keepPreviousData,
  });
  const example = isEmpty ? undefined : query.data?.examples[0];
  const unknown = query.data?.unknownFields ?? [];
  return (
    <Panel
      title="Preview"
      sub={example ? `as ${example.customer} would read it` : undefined}
      foot={
        unknown.length > 0
          ? `No customer has a field ${unknown.join(', ')}: use name, id, email, country or trait.NAME.`
          : undefined
      }
    >
      {example ? (
        <Example example={example} />
      ) : (
        <p className="text-table text-muted">{emptyWords(isEmpty, query.error?.message)}</p>
      )}
    </Panel>
  );
}

function emptyWords(isEmpty: boolean, problem: string | undefined): string {
  if (isEmpty) return 'The message stands here as soon as there is one.';
  return problem ?? 'Nobody is in this audience yet.';
}

function Example({ example }: { example: { to: string | null; subject: string; text: string } }) {
  return (
    <div className="flex flex-col gap-2 text-table">
      <p className="text-muted">{example.to ?? 'this customer has no e-mail address'}</p>
      {example.subject ? <p className="font-medium">{example.subject}</p> : null}
      <p className="break-words whitespace-pre-wrap text-text-2">{example.text}</p>
    </div>
  );
}
