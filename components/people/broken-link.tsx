import Link from 'next/link';
import { AuthHeading } from './auth-frame';

/** A mailed link that was cut or typed. */
export function BrokenLink({ again }: { again: { label: string; href: string } }) {
  return (
    <>
      <AuthHeading title="This link is not complete">Open it from the mail again, or ask for a new one.</AuthHeading>
      <Link href={again.href} className="link text-table">
        {again.label}
      </Link>
    </>
  );
}
