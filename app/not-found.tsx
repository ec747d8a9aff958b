import { StatePage } from '@/components/shell/state-page';
import { ButtonLink } from '@/components/ui/button';

export default function NotFound() {
  return (
    <StatePage title="There is nothing at this address">
      <p>It may have been deleted, or it belongs to a workspace you are not a member of.</p>
      <ButtonLink href="/" variant="primary">
        Go to your workspace
      </ButtonLink>
    </StatePage>
  );
}
