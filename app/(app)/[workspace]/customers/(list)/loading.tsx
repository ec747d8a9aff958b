import { Page } from '@/components/shell/page';
import { AnswerSkeleton, TableSkeleton } from '@/components/ui/skeleton';

export default function Loading() {
  return (
    <Page title="Customers">
      <AnswerSkeleton />
      <div className="rounded-md border border-border bg-surface">
        <TableSkeleton rows={14} columns={5} />
      </div>
    </Page>
  );
}
