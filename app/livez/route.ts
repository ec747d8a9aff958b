/** The process answers. In production the server in front of the pages says so itself. */
export function GET(): Response {
  return Response.json({ live: true }, { headers: { 'cache-control': 'no-store' } });
}
