import Link from 'next/link';
import { roleWords } from '@/components/settings/role-words';
import type { Role } from '@/server/auth/permissions';
import { AuthHeading } from './auth-frame';
import { AcceptInvitation, JoinForm, SignOutButton } from './join-form';
import { SignInForm } from './sign-in-form';

interface InvitationCardProps {
  token: string;
  preview: {
    workspaceName: string;
    email: string;
    role: Role;
    state: 'open' | 'accepted' | 'revoked' | 'expired';
    hasAccount: boolean;
  };
  signedInAs: string | undefined;
}

const closed = {
  accepted: 'This invitation was accepted already.',
  revoked: 'This invitation was withdrawn. Ask who sent it for a new one.',
  expired: 'This invitation is too old. Ask who sent it for a new one.',
};

/** What an invitation leads to: joining at once, signing in first, or making the account that was invited. */
export function InvitationCard({ token, preview, signedInAs }: InvitationCardProps) {
  const { workspaceName, email, role, state, hasAccount } = preview;
  if (state !== 'open') {
    return (
      <>
        <AuthHeading title={`Invitation to ${workspaceName}`}>{closed[state]}</AuthHeading>
        <Link href="/" className="link text-table">
          Go to your workspaces
        </Link>
      </>
    );
  }
  const heading = (
    <AuthHeading title={`Join ${workspaceName}`}>
      {email} is invited as {roleWords[role].label.toLowerCase()}: {roleWords[role].may}.
    </AuthHeading>
  );
  if (signedInAs === email)
    return (
      <>
        {heading}
        <AcceptInvitation token={token} />
      </>
    );
  if (signedInAs) {
    return (
      <>
        {heading}
        <p className="mb-4 text-table text-text-2">
          You are signed in as {signedInAs}. Sign out, then open the link from the mail again.
        </p>
        <SignOutButton />
      </>
    );
  }
  return (
    <>
      {heading}
      {hasAccount ? (
        <SignInForm email={email} next={`/invitation?token=${token}`} />
      ) : (
        <JoinForm token={token} email={email} />
      )}
    </>
  );
}
