import type { Metadata } from 'next';
import { BrokenLink } from '@/components/people/broken-link';
import { InvitationCard } from '@/components/people/invitation-card';
import { linkToken } from '@/server/features/people/schemas';
import { api, currentPerson, settle } from '@/server/trpc/server';

export const metadata: Metadata = { title: 'Invitation', referrer: 'no-referrer' };

export default async function InvitationPage({ searchParams }: { searchParams: Promise<{ token?: string }> }) {
  const token = linkToken.safeParse((await searchParams).token);
  if (!token.success) return <BrokenLink again={{ label: 'Go to sign-in', href: '/sign-in' }} />;
  const { members, people } = await api('_');
  const [preview, me] = await Promise.all([
    members.previewInvitation({ token: token.data }),
    currentPerson().then((person) => (person ? settle(people.me()) : undefined)),
  ]);
  return (
    <InvitationCard
      token={token.data}
      preview={preview}
      signedInAs={me?.state === 'ready' ? me.data.email : undefined}
    />
  );
}
