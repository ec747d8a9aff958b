import { unsubscribe } from '@/server/features/campaigns';
import { isAppError } from '@/server/platform/errors';
import { runtime } from '@/server/trpc/runtime';

type Context = { params: Promise<{ token: string }> };

const headers = { 'cache-control': 'private, no-store' };
const pageOf = (token: string) => `/unsubscribe/${encodeURIComponent(token)}`;

/** The one click of RFC 8058, by a mail reader or by the button of the page; in effect when this answers. */
export async function POST(request: Request, { params }: Context): Promise<Response> {
  const { token } = await params;
  try {
    await unsubscribe(runtime(), token);
  } catch (error) {
    if (!isAppError(error, 'not_found')) throw error;
    return new Response('This link is not complete.\n', { status: 404, headers });
  }
  const isBrowser = request.headers.get('accept')?.includes('text/html') ?? false;
  if (isBrowser) return new Response(null, { status: 303, headers: { ...headers, location: pageOf(token) } });
  return new Response('Unsubscribed.\n', { headers });
}

/** Readers that open the address of the header instead of posting to it see the page with the button. */
export async function GET(_request: Request, { params }: Context): Promise<Response> {
  const { token } = await params;
  return new Response(null, { status: 303, headers: { ...headers, location: pageOf(token) } });
}
