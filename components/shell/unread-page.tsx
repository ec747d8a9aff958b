import { AnswerLine } from '@/components/evidence/answer-line';
import { Denied } from '@/components/ui/states';
import { Panel } from '@/components/ui/panel';
import { Page } from './page';
import { ReadAgain } from './read-again';

interface UnreadPageProps {
  title: string;
  /** What `settle` gave instead of data. */
  read: { state: 'denied' | 'unavailable'; message: string };
}

/** A page whose data may not be shown, or cannot be read while a store is down. */
export function UnreadPage({ title, read }: UnreadPageProps) {
  if (read.state === 'denied') {
    return (
      <Page title={title}>
        <AnswerLine>{title} needs a permission that you do not have.</AnswerLine>
        <Panel>
          <Denied title="Not shown to you.">{read.message}</Denied>
        </Panel>
      </Page>
    );
  }
  return (
    <Page title={title}>
      <AnswerLine
        next="What arrives is still stored; this page answers again as soon as the store is back."
        picture={<ReadAgain />}
        keepOnPhones
      >
        {read.message}.
      </AnswerLine>
    </Page>
  );
}
