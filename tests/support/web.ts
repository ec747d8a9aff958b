import postgres from 'postgres';
import superjson from 'superjson';
import { createAnalyticsReader } from '@/server/analytics';
import { addressHeader } from '@/server/auth/client-address';
import { cookieName } from '@/server/auth/session-cookie';
import { type Clock, fixedClock } from '@/server/platform/clock';
import { Database } from '@/server/platform/database';
import { createLogger } from '@/server/platform/logger';
import { seededRng } from '@/server/platform/rng';
import { answerProcedures } from '@/server/trpc/answer';
import { answerAuth } from '@/server/trpc/auth';
import type { Runtime } from '@/server/trpc/runtime';
import { testStores } from './stores';
import { testKeys } from './tenant';

export interface PlannedMail {
  kind: string;
  to: string;
  text: string;
  state: string;
}

export interface TestWeb {
  runtime: Runtime & { clock: Clock & { advanceMs(ms: number): void } };
  /** The record as its owner: sees every row. */
  owner: postgres.Sql;
  /** A browser of its own: cookies, an address. */
  browser(options?: { address?: string }): Browser;
  /** Mails to an address that nobody delivered yet, oldest first. */
  mailsTo(email: string): Promise<PlannedMail[]>;
  close(): Promise<void>;
}

let made = 0;

/** What the web process is made of, on the test stores, with a fixed clock. */
export async function testWeb(options: { at?: string; publicUrl?: string } = {}): Promise<TestWeb> {
  const stores = await testStores();
  made += 1;
  const owner = postgres(stores.ownerUrl, { max: 2, onnotice: () => {} });
  const runtime = {
    env: {
      DATABASE_APP_URL: stores.appUrl,
      CLICKHOUSE_READER_URL: stores.clickhouseReaderUrl,
      PUBLIC_URL: options.publicUrl,
    } as Runtime['env'],
    db: new Database(stores.appUrl, { max: 10, name: 'test web' }),
    analytics: createAnalyticsReader(stores.clickhouseReaderUrl),
    keys: testKeys,
    clock: fixedClock(options.at ?? '2026-03-02T09:00:00Z'),
    rng: seededRng(`web ${process.pid} ${made}`),
    log: createLogger({ process: 'test', level: 'silent' }),
    secure: options.publicUrl?.startsWith('https:') ?? false,
  };
  return {
    runtime,
    owner,
    browser: (more = {}) => new Browser(runtime, more.address ?? '198.51.100.7'),
    mailsTo: async (email) =>
      owner<PlannedMail[]>`
        select kind, to_address as to, text_body as text, state from mail_outbox where to_address = ${email} order by ctid`,
    close: async () => {
      await Promise.all([runtime.db.close(), runtime.analytics.close(), owner.end()]);
    },
  };
}

/** What a procedure answered: its data, or its error as a client sees it. */
export type Answer =
  | { ok: true; data: unknown }
  | { ok: false; status: number; code: string; reason: string | undefined; message: string; details: unknown };

const host = 'holdfast.example';

export class Browser {
  readonly cookies = new Map<string, string>();

  constructor(
    private readonly runtime: Runtime,
    readonly address: string,
  ) {}

  async query(procedure: string, input?: unknown, workspace = '_'): Promise<Answer> {
    const packed = encodeURIComponent(JSON.stringify(superjson.serialize(input)));
    return this.call(`/api/trpc/${workspace}/${procedure}?input=${packed}`, { method: 'GET' }, workspace);
  }

  async mutate(procedure: string, input?: unknown, workspace = '_'): Promise<Answer> {
    const body = JSON.stringify(superjson.serialize(input));
    return this.call(`/api/trpc/${workspace}/${procedure}`, { method: 'POST', body }, workspace);
  }

  /** As the sign-in and reset pages do it; the answer is the `error` they would show, or undefined. */
  async signIn(email: string, password: string, device = ''): Promise<string | undefined> {
    const csrf = (await (await this.auth(['csrf'])).json()) as { csrfToken: string };
    const form = new URLSearchParams({ csrfToken: csrf.csrfToken, email, password, device, json: 'true' });
    const answer = await this.auth(['callback', 'credentials'], form);
    const { url } = (await answer.json()) as { url: string };
    return new URL(url).searchParams.get('error') ?? undefined;
  }

  async signOut(): Promise<void> {
    const csrf = (await (await this.auth(['csrf'])).json()) as { csrfToken: string };
    await this.auth(['signout'], new URLSearchParams({ csrfToken: csrf.csrfToken, json: 'true' }));
  }

  async auth(path: string[], form?: URLSearchParams): Promise<Response> {
    const request = this.request(`/api/auth/${path.join('/')}`, {
      method: form ? 'POST' : 'GET',
      ...(form && { body: form }),
    });
    const answer = await answerAuth(this.runtime, request, path);
    this.keep(answer);
    return answer;
  }

  request(path: string, init: RequestInit): Request {
    const scheme = this.runtime.secure ? 'https' : 'http';
    const headers = new Headers({
      host,
      [addressHeader]: this.address,
      'user-agent': 'Test browser',
      cookie: [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; '),
      ...(init.method === 'POST' && { origin: `${scheme}://${host}` }),
      ...(typeof init.body === 'string' && { 'content-type': 'application/json' }),
    });
    return new Request(`${scheme}://${host}${path}`, { ...init, headers });
  }

  /** The cookie that carries the session, to be given to another browser. */
  get sessionCookie(): { name: string; value: string | undefined } {
    const name = cookieName(this.runtime.keys, this.runtime.secure, 'session');
    return { name, value: this.cookies.get(name) };
  }

  private async call(path: string, init: RequestInit, workspace: string): Promise<Answer> {
    const response = await answerProcedures(this.runtime, this.request(path, init), workspace);
    return readAnswer(response.status, await response.text());
  }

  private keep(answer: Response): void {
    for (const cookie of answer.headers.getSetCookie()) {
      const [pair = ''] = cookie.split(';');
      const at = pair.indexOf('=');
      const isGone = /max-age=0|expires=thu, 01 jan 1970/i.test(cookie);
      if (isGone) this.cookies.delete(pair.slice(0, at));
      else this.cookies.set(pair.slice(0, at), pair.slice(at + 1));
    }
  }
}

interface TrpcBody {
  result?: { data: Parameters<typeof superjson.deserialize>[0] };
  error?: { json: { message: string; data: { code: string; reason?: string; details?: unknown } } };
}

export function readAnswer(status: number, text: string): Answer {
  const body = JSON.parse(text) as TrpcBody;
  if (body.result) return { ok: true, data: superjson.deserialize(body.result.data) };
  const error = body.error?.json;
  return {
    ok: false,
    status,
    code: error?.data?.code ?? 'UNKNOWN',
    reason: error?.data?.reason,
    message: error?.message ?? text,
    details: error?.data?.details,
  };
}

/** The token in the newest mail's link. */
export function tokenIn(mail: PlannedMail | undefined): string {
  const token = /token=([\w-]+)/.exec(mail?.text ?? '')?.[1];
  if (!token) throw new RangeError('the mail holds no link');
  return token;
}
