/**
 * A request that may change something has to come from a page of ours: its Origin is this host or PUBLIC_URL. Browsers
 * send Origin with every POST; a client that sends none is refused as well.
 */
export function refuseForeignOrigin(request: Request, publicUrl: string | undefined): Response | undefined {
  if (request.method === 'GET' || request.method === 'HEAD') return undefined;
  const origin = request.headers.get('origin');
  if (origin && URL.canParse(origin) && isOurs(new URL(origin), request.headers.get('host'), publicUrl))
    return undefined;
  return Response.json(
    { error: { code: 'forbidden', message: 'This request did not come from a page of this installation.' } },
    { status: 403, headers: { 'cache-control': 'private, no-store' } },
  );
}

const isOurs = (origin: URL, host: string | null, publicUrl: string | undefined): boolean =>
  origin.host === host || (publicUrl !== undefined && origin.origin === new URL(publicUrl).origin);
