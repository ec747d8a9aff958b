import { Upload } from 'lucide-react';
import { ButtonLink } from '@/components/ui/button';
import { Panel } from '@/components/ui/panel';
import { EmptyState, GhostRows } from '@/components/ui/states';

interface NoCustomersProps {
  slug: string;
  mayImport: boolean;
  sampleSlug: string | undefined;
}

/** The list before anybody is in it: how people get there. */
export function NoCustomers({ slug, mayImport, sampleSlug }: NoCustomersProps) {
  return (
    <Panel>
      <EmptyState
        title="No customers yet"
        picture={<GhostRows />}
        action={
          mayImport ? (
            <ButtonLink href={`/${slug}/data`} variant="primary">
              <Upload aria-hidden /> Bring in a file
            </ButtonLink>
          ) : null
        }
        sample={
          sampleSlug ? <ButtonLink href={`/${sampleSlug}/customers`}>Open the sample workspace</ButtonLink> : null
        }
      >
        A file with one row an order is enough: everyone who is named in it becomes a customer, with what they bought
        and when.
      </EmptyState>
    </Panel>
  );
}
