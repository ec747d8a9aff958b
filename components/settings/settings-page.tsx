import type { ReactNode } from 'react';
import { AnswerLine } from '@/components/evidence/answer-line';
import { Page } from '@/components/shell/page';
import { SegmentedLinks } from '@/components/ui/segmented';

const sections = [
  { path: '', label: 'Workspace' },
  { path: '/members', label: 'Members' },
  { path: '/sessions', label: 'Sessions' },
  { path: '/audit', label: 'Audit' },
  { path: '/mail', label: 'Mail' },
] as const;

interface SettingsPageProps {
  slug: string;
  section: (typeof sections)[number]['path'];
  /** The state of things in a sentence. */
  answer: ReactNode;
  next?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
}

export function SettingsPage({ slug, section, answer, next, actions, children }: SettingsPageProps) {
  const base = `/${slug}/settings`;
  return (
    <Page title="Settings" actions={actions}>
      <div className="-my-1 max-w-full">
        <SegmentedLinks
          label="Settings"
          options={sections.map(({ path, label }) => ({ href: `${base}${path}`, label, current: path === section }))}
        />
      </div>
      <AnswerLine next={next}>{answer}</AnswerLine>
      {children}
    </Page>
  );
}
