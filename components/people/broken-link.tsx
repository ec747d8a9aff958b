import { ButtonLink } from '@/components/ui/button';
import { AuthHeading } from './auth-frame';

/** A mailed link that was cut or typed. */
export function BrokenLink({ again }: { again: { label: string; href: string } }) {
  return (
    <>
      <AuthHeading title="This link is not complete">Open it from the mail again, or ask for a new one.</AuthHeading>
      <div>
        <ButtonLink href={again.href}>{again.label}</ButtonLink>
      </div>
    </>
  );
}
