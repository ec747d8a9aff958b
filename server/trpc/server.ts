import { headers } from 'next/headers';
import { notFound, redirect } from 'next/navigation';
import { cache } from 'react';
import { pathHeader } from '@/server/auth/client-address';
import { recordDown } from '@/server/platform/record-down.constants';
import { isRecordDown } from '@/server/platform/record-down';
import { createPersonContext, createRequestContext } from './context';
import { createCallerFactory } from './init';
import { appRouter } from './root';
import { runtime } from './runtime';

export { settle } from './settle';

const signInAddress = (path: string | null) =>
  path && path !== '/' ? `/sign-in?next=${encodeURIComponent(path)}` : '/sign-in';

const createCaller = createCallerFactory(appRouter);

/**
 * The procedures as a page calls them: `const { segments } = await api(slug); await segments.list({})`. `_` is for what
 * belongs to no workspace. Without a session it leads to the sign-in page, and what does not exist is Next's not-found page.
 */
export const api = cache(async (workspace: string) => {
  const asked = await headers();
  const context = await createRequestContext(runtime(), { headers: asked, workspace }).catch(failPage);
  return createCaller(context, {
    onError: ({ error }) => {
      if (isRecordDown(error.cause)) failPage(error.cause);
      if (error.code === 'UNAUTHORIZED') redirect(signInAddress(asked.get(pathHeader)));
      if (error.code === 'NOT_FOUND') notFound();
    },
  });
});

/** Who is signed in, or undefined; for pages that work for both. */
export const currentPerson = cache(async () => {
  const context = await createPersonContext(runtime(), await headers()).catch(failPage);
  return context.person;
});

/** Where this installation is reached: PUBLIC_URL, else the address that was asked. */
export async function ownOrigin(): Promise<string> {
  return runtime().env.PUBLIC_URL ?? `http://${(await headers()).get('host') ?? 'localhost'}`;
}

/** A page's error reaches the browser as a digest alone; this one is known there and says which store is down. */
function failPage(error: unknown): never {
  throw isRecordDown(error) ? Object.assign(new Error('the record is down'), { digest: recordDown }) : error;
}
