'use client';

import { useMutation, useQuery } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { type FormEvent, useState } from 'react';
import { AnswerLine, Words } from '@/components/evidence/answer-line';
import { useTRPC } from '@/components/shell/api-provider';
import { Page } from '@/components/shell/page';
import { Button } from '@/components/ui/button';
import { Method, Panel, Split } from '@/components/ui/panel';
import { useSettled } from '@/components/ui/use-settled';
import { type DraftValues, inputOf, measureOf, type SegmentChoice } from './draft-values';
import { AudienceFields, MessageFields, type SetValue } from './builder-fields';
import { measureSentence, measureTraces } from './measure-words';
import { MeasurePanel } from './measure-panel';
import { MessagePreview } from './message-preview';
import { SigningSecret } from './signing-secret';
import { StateChip } from './state-chip';

interface BuilderProps {
  slug: string;
  currency: string;
  minorUnits: number;
  segments: readonly SegmentChoice[];
  /** Undefined for one that is not saved yet. */
  id: string | undefined;
  start: DraftValues;
}

/** A draft: who, what they get, what counts, and whether it can be measured at all. */
export function Builder({ slug, currency, minorUnits, segments, id, start }: BuilderProps) {
  const trpc = useTRPC();
  const [values, setValues] = useState(start);
  const set: SetValue = (field, value) => setValues((before) => ({ ...before, [field]: value }));
  const settled = useSettled(values);
  const asked = measureOf(settled, minorUnits);
  const measured = useQuery(
    trpc.campaigns.measure.queryOptions(asked ?? emptyQuestion, {
      enabled: asked !== undefined,
      placeholderData: (before) => before,
    }),
  );
  const { error, notice, busy, save, launch, test } = useDraft({ slug, id });
  const input = inputOf(values, minorUnits);
  const found = asked && measured.data ? measured.data : undefined;
  const about = { values: settled, currency, failed: measured.error?.message };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (input) void save(input);
  };
  return (
    <form onSubmit={submit} className="contents">
      <Page
        title={values.name || 'New campaign'}
        crumbs={[{ label: 'Campaigns', href: `/${slug}/campaigns` }]}
        mark={<StateChip state="draft" />}
        actions={
          <>
            {id && values.channel === 'email' ? (
              <Button className="max-md:hidden" disabled={busy || !input} onClick={() => input && void test(input)}>
                Test send
              </Button>
            ) : null}
            <Button type="submit" disabled={busy || !input}>
              Save draft
            </Button>
            <Button variant="primary" disabled={busy || !input} onClick={() => input && void launch(input)}>
              Seal and launch
            </Button>
          </>
        }
      >
        <AnswerLine kick="Can this be measured?" next={error ?? notice}>
          <Words parts={measureSentence(found, about)} traces={measureTraces(found, about)} />
        </AnswerLine>
        <Split kind="builder">
          <div className="flex min-w-0 flex-col gap-4">
            <Panel title="Audience and arms" sub="drawn by customer, once, kept for the whole campaign">
              <AudienceFields values={values} set={set} segments={segments} currency={currency} found={found} />
            </Panel>
            <Panel title="Message" sub="only the treatment arm gets it">
              <MessageFields values={values} set={set} secret={<SigningSecret id={id} />} />
            </Panel>
          </div>
          <div className="flex min-w-0 flex-col gap-4">
            <MeasurePanel found={found} values={values} currency={currency} set={set} />
            <MessagePreview values={settled} />
          </div>
        </Split>
        <Method
          items={[
            { term: 'Smallest visible effect', text: 'minimum detectable effect at 80 % power, two-sided, α 5 %' },
            { term: 'Baseline', text: 'the same customers in the last whole window' },
            { term: 'Sealed', text: 'audience, arms, metric and window cannot be changed after launch' },
          ]}
        />
      </Page>
    </form>
  );
}

const emptyQuestion = {
  segment: null,
  controlShare: 0.2,
  plan: { metric: 'ordered', windowDays: 14, alpha: 0.05, smallest: 0.02, better: 'higher' },
} as const;

type Input = NonNullable<ReturnType<typeof inputOf>>;

/** Saving, launching and test sends; the first save gives the draft its address. */
function useDraft({ slug, id }: { slug: string; id: string | undefined }) {
  const trpc = useTRPC();
  const router = useRouter();
  const [notice, setNotice] = useState<string>();
  const [error, setError] = useState<string>();
  const create = useMutation(trpc.campaigns.create.mutationOptions());
  const update = useMutation(trpc.campaigns.update.mutationOptions());
  const start = useMutation(trpc.campaigns.launch.mutationOptions());
  const testSend = useMutation(trpc.campaigns.testSend.mutationOptions());
  const attempt = async (what: () => Promise<string | undefined>) => {
    setError(undefined);
    try {
      setNotice(await what());
    } catch (cause) {
      setError(cause instanceof Error ? cause.message : 'This did not work. Try again.');
    }
  };
  const store = async (input: Input): Promise<string> => {
    if (id !== undefined) {
      await update.mutateAsync({ id, changes: input });
      return id;
    }
    const made = await create.mutateAsync(input);
    router.replace(`/${slug}/campaigns/${made.id}`);
    return made.id;
  };
  return {
    notice,
    error,
    busy: create.isPending || update.isPending || start.isPending || testSend.isPending,
    save: (input: Input) =>
      attempt(async () => {
        await store(input);
        return 'The draft is saved.';
      }),
    launch: (input: Input) =>
      attempt(async () => {
        const saved = await store(input);
        await start.mutateAsync({ id: saved });
        router.replace(`/${slug}/campaigns/${saved}`);
        router.refresh();
        return undefined;
      }),
    test: (input: Input) =>
      attempt(async () => {
        const { to } = await testSend.mutateAsync({ id: await store(input) });
        return `A test is on its way to ${to}.`;
      }),
  };
}
