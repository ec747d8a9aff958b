import { redirect } from 'next/navigation';
import { landingOf } from '@/components/shell/landing';
import { api } from '@/server/trpc/server';

/** Where one lands: in the only workspace, at the choice of several, or where the first is made. */
export default async function LandingPage() {
  const { workspaces } = await api('_');
  const own = await workspaces.list();
  const [only] = own;
  if (!only) redirect('/workspaces/new');
  redirect(own.length === 1 ? landingOf(only.slug, only.role) : '/workspaces');
}
