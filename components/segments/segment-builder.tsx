'use client';

import { useMutation } from '@tanstack/react-query';
import { Archive, Braces, Download } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useCallback, useEffect, useMemo, useState } from 'react';
import { AnswerLine, Words } from '@/components/evidence/answer-line';
import { formatDate } from '@/components/evidence/dates';
import { useTRPC } from '@/components/shell/api-provider';
import { Page } from '@/components/shell/page';
import { Button, buttonClass } from '@/components/ui/button';
import { Chip } from '@/components/ui/chip';
import { Field, Input } from '@/components/ui/field';
import { Method, Panel, Split } from '@/components/ui/panel';
import { toast } from '@/components/ui/toast';
import type { Rule } from '@/db/schema/segments.constants';
import type { Known } from './condition-row';
import { groupOf, ruleOf } from './conditions';
import { MembersPanel } from './members-panel';
import { RuleGroup } from './rule-group';
import { RuleJson } from './rule-json';
import { csvAddress, ruleWords, sizeSentence } from './segment-words';
import { ShareBar } from './share-bar';
import { SizeChart } from './size-chart';
import { UsedIn } from './used-in';
import { usePreview } from './use-preview';
import { useArchive } from './use-segment-changes';

interface SegmentBuilderProps {
  workspace: { slug: string; currency: string; timezone: string; count: 'people' | 'accounts' };
  /** Absent for a rule that is not saved yet. */
  saved?: { id: string; name: string; version: number; usedIn: { id: string; name: string }[] };
  rule: Rule;
  known: Known;
  mayWrite: boolean;
}

interface SaveInput {
  name: string;
  rule: Rule;
}

function useSave({ workspace, saved }: Pick<SegmentBuilderProps, 'workspace' | 'saved'>) {
  const trpc = useTRPC();
  const router = useRouter();
  const onError = (error: { message: string }) => toast({ text: error.message, tone: 'failed' });
  const create = useMutation(
    trpc.segments.create.mutationOptions({
      onError,
      onSuccess: ({ id }) => {
        toast({ text: 'Saved the segment.' });
        router.push(`/${workspace.slug}/segments/${id}`);
      },
    }),
  );
  const update = useMutation(
    trpc.segments.update.mutationOptions({
      onError,
      onSuccess: () => {
        toast({ text: 'Updated the segment.' });
        router.refresh();
      },
    }),
  );
  const save = ({ name, rule }: SaveInput) => {
    if (saved) update.mutate({ segmentId: saved.id, version: saved.version, name, rule });
    else create.mutate({ name, rule });
  };
  return { save, isSaving: create.isPending || update.isPending };
}

/** Cmd or Ctrl with S. */
function useSaveKey(save: () => void) {
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.key !== 's' || !(event.metaKey || event.ctrlKey)) return;
      event.preventDefault();
      save();
    };
    document.addEventListener('keydown', press);
    return () => document.removeEventListener('keydown', press);
  }, [save]);
}

type Draft = ReturnType<typeof useDraft>;

/** What is being edited, and how it is kept. */
function useDraft({ workspace, saved, rule: given, mayWrite }: SegmentBuilderProps) {
  const [name, setName] = useState(saved?.name ?? '');
  const [group, setGroup] = useState(() => groupOf(given));
  const [showJson, setShowJson] = useState(false);
  const rule = useMemo(() => ruleOf(group), [group]);
  const live = usePreview(rule);
  const { save, isSaving } = useSave({ workspace, saved });
  const isSame = saved && name === saved.name && JSON.stringify(rule) === JSON.stringify(ruleOf(groupOf(given)));
  const maySave = mayWrite && !isSaving && !isSame;
  const { complete } = live;
  const trySave = useCallback(() => {
    if (!maySave) return;
    if (name.trim() === '') toast({ text: 'Give the segment a name.', tone: 'failed' });
    else if (!complete) toast({ text: 'A condition still lacks its value.', tone: 'failed' });
    else save({ name: name.trim(), rule });
  }, [maySave, name, complete, save, rule]);
  useSaveKey(trySave);
  return { name, setName, group, setGroup, showJson, setShowJson, rule, live, isSame, maySave, trySave };
}

/** The rule at the left, its effect at the right, counted while it is edited. */
export function SegmentBuilder(props: SegmentBuilderProps) {
  const { workspace, saved, mayWrite } = props;
  const draft = useDraft(props);
  const { preview, problem, isFresh, complete, enabled, rule: settled } = draft.live;
  return (
    <Page
      title={saved?.name ?? 'New segment'}
      crumbs={[{ label: 'Segments', href: `/${workspace.slug}/segments` }]}
      mark={mayWrite && !draft.isSame ? <Chip tone="watch">unsaved</Chip> : null}
      actions={<Actions {...props} draft={draft} />}
    >
      <AnswerLine
        kick={<span role="status">{statusWords({ complete, problem, isFresh, asOf: preview?.asOf })}</span>}
        picture={preview ? <ShareBar count={preview.count} base={preview.base} /> : null}
        next={<>In words: {ruleWords(draft.rule, workspace.currency)}.</>}
      >
        {preview ? <Words parts={sizeSentence(preview, workspace.count)} /> : 'Counting the customers of this rule.'}
      </AnswerLine>
      <Split kind="builder">
        <RuleColumn {...props} draft={draft} />
        <div className="flex min-w-0 flex-col gap-4">
          <SizeChart rule={settled} enabled={enabled} />
          <MembersPanel
            slug={workspace.slug}
            currency={workspace.currency}
            rule={settled}
            enabled={enabled}
            count={preview?.count}
          />
        </div>
      </Split>
      <Method
        items={[
          { term: 'Counts', text: 'exact, merged and erased customers left out' },
          { term: 'Windows', text: `whole days in ${workspace.timezone}, ending with the as-of day` },
          { term: 'Money', text: `net of refunds, in ${workspace.currency}` },
          { term: 'Traits', text: 'as they are now' },
        ]}
      />
    </Page>
  );
}

type PartProps = SegmentBuilderProps & { draft: Draft };

function RuleColumn({ workspace, saved, known, mayWrite, draft }: PartProps) {
  return (
    <div className="flex min-w-0 flex-col gap-4">
      <Panel>
        <Field label="Name" className="mb-4">
          <Input
            value={draft.name}
            maxLength={120}
            readOnly={!mayWrite}
            placeholder="Loyal in Britain"
            onChange={({ target }) => draft.setName(target.value)}
          />
        </Field>
        <RuleGroup group={draft.group} path="" known={known} counts={draft.live.counts} onChange={draft.setGroup} />
      </Panel>
      {draft.showJson ? (
        <RuleJson rule={draft.rule} mayEdit={mayWrite} onApply={(next) => draft.setGroup(groupOf(next))} />
      ) : null}
      {saved ? <UsedIn slug={workspace.slug} segments={saved.usedIn} /> : null}
    </div>
  );
}

function Actions({ workspace, saved, mayWrite, draft }: PartProps) {
  const router = useRouter();
  const archive = useArchive(saved ?? { id: '', name: '' }, () => router.push(`/${workspace.slug}/segments`));
  return (
    <>
      {saved && mayWrite ? (
        <Button variant="quiet" className="max-md:hidden" onClick={archive}>
          <Archive aria-hidden /> Archive
        </Button>
      ) : null}
      <Button
        variant="quiet"
        className="max-md:hidden"
        aria-pressed={draft.showJson}
        onClick={() => draft.setShowJson(!draft.showJson)}
      >
        <Braces aria-hidden /> JSON
      </Button>
      <a
        className={`${buttonClass({ variant: 'quiet' })} max-md:hidden`}
        href={csvAddress(workspace.slug, draft.live.rule)}
        download
      >
        <Download aria-hidden /> CSV
      </a>
      {mayWrite ? (
        <Button variant="primary" disabled={!draft.maySave} onClick={draft.trySave}>
          {saved ? 'Update segment' : 'Save segment'}
        </Button>
      ) : null}
    </>
  );
}

function statusWords({
  complete,
  problem,
  isFresh,
  asOf,
}: {
  complete: boolean;
  problem: string | undefined;
  isFresh: boolean;
  asOf: string | undefined;
}): string {
  if (!complete) return 'A condition still lacks its value; the count is of the rule before';
  if (problem) return `This rule cannot be counted: ${problem}`;
  return isFresh && asOf ? `Counted live, as of ${formatDate(asOf)}` : 'Counting';
}
