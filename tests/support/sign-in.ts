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

/** Signs in with the e-mail and password of a file, as the sign-in page does. True if the next request is theirs. */
export async function signInOverHttp(address: string, file: string): Promise<boolean> {
  const { email, password } = JSON.parse(fs.readFileSync(file, 'utf8')) as { email: string; password: string };
  const visitor = new Visitor(address);
  const before = await visitor.ask('/statusz');
  const { csrfToken } = (await (await visitor.ask('/api/auth/csrf')).json()) as { csrfToken: string };
  await visitor.ask('/api/auth/callback/credentials', { csrfToken, email, password, json: 'true' });
  const after = await visitor.ask('/statusz');
  return before.status === 401 && after.status === 200;
}
