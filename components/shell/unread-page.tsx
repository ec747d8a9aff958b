import { Denied, Failed } from '@/components/ui/states';
import { Page } from './page';

interface UnreadPageProps {
  title: string;
  /** What `settle` gave instead of data. */
  read: { state: 'denied' | 'unavailable'; message: string };
}

/** A page whose data may not be shown, or cannot be read while a store is down. */
export function UnreadPage({ title, read }: UnreadPageProps) {
  return (
    <Page title={title}>
      {read.state === 'denied' ? (
        <Denied title="Not shown to you.">{read.message}</Denied>
      ) : (
        <Failed>{`${read.message}. What arrives is still stored; this page answers again as soon as the store is back.`}</Failed>
      )}
    </Page>
  );
}
