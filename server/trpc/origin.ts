/**
 * A request that may change something must not come from a foreign page. Browsers name the page of every POST in Origin;
 * a client that sends neither Origin nor Sec-Fetch-Site is no browser, so no page made it carry somebody's cookie.
 */
export function refuseForeignOrigin(request: Request, publicUrl: string | undefined): Response | undefined {
  if (request.method === 'GET' || request.method === 'HEAD') return undefined;
  const origin = request.headers.get('origin');
  if (!origin && !request.headers.has('sec-fetch-site')) return undefined;
  if (origin && URL.canParse(origin) && isOurs(new URL(origin), request.headers.get('host'), publicUrl))
    return undefined;
  return Response.json(
    { error: { code: 'forbidden', message: 'This request did not come from a page of this installation.' } },
    { status: 403, headers: { 'cache-control': 'private, no-store' } },
  );
}

const isOurs = (origin: URL, host: string | null, publicUrl: string | undefined): boolean =>
  origin.host === host || (publicUrl !== undefined && origin.origin === new URL(publicUrl).origin);
