import type { CallType } from '@/server/features/ingest';

export type Route =
  | { to: 'records'; type: CallType | undefined }
  | { to: 'settings'; key: string }
  | { to: 'livez' | 'readyz' | 'preflight' | 'nothing' }
  | { to: 'wrong method' };

/** The calls of the Segment protocol and their short forms; `undefined` is a batch. */
const types: readonly [names: string, type: CallType | undefined][] = [
  ['track t', 'track'],
  ['identify i', 'identify'],
  ['page p', 'page'],
  ['screen s', 'screen'],
  ['group g', 'group'],
  ['alias a', 'alias'],
  ['batch b import', undefined],
];
const recordPaths: ReadonlyMap<string, Route> = new Map<string, Route>(
  types.flatMap(([names, type]) => names.split(' ').map((name) => [`/v1/${name}`, { to: 'records', type }])),
);
const settingsPath = /^\/v1\/projects\/([\w-]+)\/settings$/;

function find(path: string): { method: string; route: Route } | undefined {
  const records = recordPaths.get(path);
  if (records) return { method: 'POST', route: records };
  if (path === '/livez' || path === '/readyz')
    return { method: 'GET', route: { to: path === '/livez' ? 'livez' : 'readyz' } };
  const key = settingsPath.exec(path)?.[1];
  return key === undefined ? undefined : { method: 'GET', route: { to: 'settings', key } };
}

/** What a request is for. A trailing slash and a query change nothing. */
export function routeOf(method: string | undefined, url = '/'): Route {
  const [path = '/'] = url.split('?');
  const found = find(path.replace(/\/$/, ''));
  if (!found) return { to: 'nothing' };
  if (method === 'OPTIONS') return { to: 'preflight' };
  return found.method === method ? found.route : { to: 'wrong method' };
}
