import type { ReactNode } from 'react';
import { AnswerLine } from '@/components/evidence/answer-line';
import { Denied } from '@/components/ui/states';
import { Panel } from '@/components/ui/panel';
import { Page } from './page';
import { ReadAgain } from './read-again';

interface UnreadPageProps {
  title: string;
  /** What `settle` gave instead of data. */
  read: { state: 'denied' | 'unavailable'; message: string } | { state: 'refused'; code: string; message: string };
  /** Where a refused question can be changed, under the words. */
  children?: ReactNode;
}

const sentence = (text: string) => (text.endsWith('.') ? text : `${text}.`);

/** A page whose data may not be shown, was asked for in a way that is refused, or cannot be read while a store is down. */
export function UnreadPage({ title, read, children }: UnreadPageProps) {
  if (read.state === 'refused') {
    return (
      <Page title={title}>
        <AnswerLine next={read.code === 'limit_reached' ? 'Ask for less at once, then this page answers.' : undefined}>
          {sentence(read.message)}
        </AnswerLine>
        {children}
      </Page>
    );
  }
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
        {sentence(read.message)}
      </AnswerLine>
    </Page>
  );
}
