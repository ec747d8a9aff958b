/** Where to go after signing in: a path of this app, or `/`. An address of elsewhere is not followed. */
export function nextPath(wanted: string | string[] | undefined): string {
  const path = Array.isArray(wanted) ? wanted[0] : wanted;
  if (!path?.startsWith('/') || /^\/[/\\]/.test(path) || path.startsWith('/sign-')) return '/';
  return path;
}
