import fs from 'node:fs';

/** Cookies of one visitor, kept between requests as a browser does. */
export class Visitor {
  readonly cookies = new Map<string, string>();

  constructor(private readonly address: string) {}

  async ask(path: string, form?: Record<string, string>): Promise<Response> {
    const answer = await fetch(new URL(path, this.address), {
      method: form ? 'POST' : 'GET',
      redirect: 'manual',
      headers: { cookie: [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ') },
      ...(form ? { body: new URLSearchParams(form) } : {}),
    });
    for (const line of answer.headers.getSetCookie()) {
      const [pair = ''] = line.split(';');
      this.cookies.set(pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1));
    }
    return answer;
  }
}

/** Whoever signed in with the e-mail and password of a file, as the sign-in page does. */
export async function visitorOf(address: string, file: string): Promise<Visitor> {
  const { email, password } = JSON.parse(fs.readFileSync(file, 'utf8')) as { email: string; password: string };
  const visitor = new Visitor(address);
  const { csrfToken } = (await (await visitor.ask('/api/auth/csrf')).json()) as { csrfToken: string };
  await visitor.ask('/api/auth/callback/credentials', { csrfToken, email, password, json: 'true' });
  return visitor;
}

/** True if nobody is let in before signing in, and the next request after it is theirs. */
export async function signInOverHttp(address: string, file: string): Promise<boolean> {
  const before = await new Visitor(address).ask('/statusz');
  const after = await (await visitorOf(address, file)).ask('/statusz');
  return before.status === 401 && after.status === 200;
}
