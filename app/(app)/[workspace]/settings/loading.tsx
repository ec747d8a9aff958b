import { Page } from '@/components/shell/page';
import { AnswerSkeleton, TableSkeleton } from '@/components/ui/skeleton';

export default function SettingsLoading() {
  return (
    <Page title="Settings">
      <AnswerSkeleton />
      <div className="rounded-md border border-border bg-surface">
        <TableSkeleton rows={5} />
      </div>
    </Page>
  );
}
