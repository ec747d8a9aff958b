import fs from 'node:fs';
import path from 'node:path';
import { randomUUID } from 'node:crypto';
import { addressHeader } from '@/server/auth/client-address';
import { root } from '@/server/processes/up/settings.mjs';
import { idOf } from './fill';
import type { Tally } from './matrix';
import type { Actor, Stage } from './stage';

type Handler = (
  request: Request,
  context: { params: Promise<Record<string, unknown>> },
) => Promise<Response> | Response;

export interface Route {
  /** `/api/imports/[workspace]/[importId]/rejected` */
  address: string;
  file: string;
}

const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;
/** Called by its own part of the matrix, one procedure at a time. */
const procedures = '/api/trpc/[workspace]/[trpc]';

/** Every route handler in app/, as Next finds them. */
export function readRoutes(): Route[] {
  const app = path.join(root, 'app');
  return fs
    .readdirSync(app, { recursive: true, encoding: 'utf8' })
    .filter((file) => path.basename(file) === 'route.ts')
    .map((file) => ({
      file,
      address: `/${path.dirname(file)}`.replaceAll(/\/\([^)]+\)/g, ''),
    }))
    .filter(({ address }) => address !== procedures)
    .sort((one, two) => one.address.localeCompare(two.address));
}

const authPaths = [['csrf'], ['providers'], ['session'], ['signin'], ['signout'], ['callback', 'credentials']];

function addressesOf(
  route: Route,
  ids: { workspace: string; id: string },
): { url: string; params: Record<string, unknown> }[] {
  const fill = (rest: string[]) => {
    const params: Record<string, unknown> = {};
    const parts = route.address.split('/').flatMap((part) => {
      const name = /^\[(\.\.\.)?(\w+)\]$/.exec(part);
      if (!name?.[2]) return [part];
      const value = name[1] ? rest : name[2] === 'workspace' ? ids.workspace : ids.id;
      params[name[2]] = value;
      return [value].flat();
    });
    return { url: parts.join('/'), params };
  };
  return route.address.includes('[...') ? authPaths.map(fill) : [fill([])];
}

/** One route by one actor, with every method it has, at both addresses, with B's ids and with ids of nobody. */
export async function tryRoute(stage: Stage, route: Route, actor: Actor, tally: Tally): Promise<void> {
  const handlers = (await import(path.join(root, 'app', route.file))) as Partial<
    Record<(typeof methods)[number], Handler>
  >;
  const report = (problem: string) => tally.findings.push({ procedure: route.address, actor: actor.name, problem });
  for (const method of methods) {
    const handler = handlers[method];
    if (!handler) continue;
    const call = async (ids: { workspace: string; id: string }) => {
      const said: string[] = [];
      for (const { url, params } of addressesOf(route, ids)) {
        const query = `?id=${ids.id}&importId=${ids.id}&search=${ids.id}&key=${ids.id}&name=file.csv`;
        const body = method === 'GET' ? {} : { body: `email=${stage.b.email}&id=${ids.id}` };
        const request = actor.browser.request(`${url}${query}`, { method, ...body });
        request.headers.set(addressHeader, `2001:db8:1::${randomUUID().slice(-4)}`);
        const response = await handler(request, { params: Promise.resolve(params) });
        const text = await response.text();
        if (method !== 'GET') await stage.restore();
        tally.calls += 1;
        const seen = `${[...response.headers].join('\n')}\n${text}`.split(stage.b.canary).length - 1;
        tally.canaries += seen;
        if (seen > 0) report(`${seen} canaries by ${method} at ${url}`);
        // What a success says is about the actor's own things; a refusal has to be the same to the letter.
        const refusal = text
          .replaceAll(ids.id, '·')
          .replaceAll(ids.workspace, '·')
          .replaceAll(/[\w-]{20,}/g, '·');
        said.push(response.ok ? String(response.status) : `${response.status} ${refusal}`);
      }
      return said.join('\n');
    };
    const known = await call({ workspace: actor.home, id: idOf(stage.b, 'imports', 1) });
    const unknown = await call({ workspace: actor.home, id: randomUUID() });
    if (known !== unknown) report(`${method}: B's id says “${known}”, a random one “${unknown}”`);
    if (!route.address.includes('[workspace]')) continue;
    const foreign = await call({ workspace: stage.b.slug, id: randomUUID() });
    const absent = await call({ workspace: 'no-such-workspace', id: randomUUID() });
    if (foreign !== absent) report(`${method}: B's address says “${foreign}”, no one's “${absent}”`);
  }
}
