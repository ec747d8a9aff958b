import type { AuthOptions } from 'next-auth';
import Credentials from 'next-auth/providers/credentials';
import { cookieName, readCookie } from '@/server/auth/session-cookie';
import { sessionDays, signIn, type SignedIn, signOut } from '@/server/features/people';
import { signInInput } from '@/server/features/people/schemas';
import { isAppError } from '@/server/platform/errors';
import { createPersonContext } from './context';
import { callNextAuth, readForm } from './next-auth-call';
import type { Runtime } from './runtime';

const daySeconds = 86_400;
const answered = new Set(['csrf', 'providers', 'callback', 'signout']);

/**
 * Sign-in and sign-out by next-auth's credentials provider: `GET csrf`, `POST callback/credentials`, `POST signout`.
 * Its cookie carries our session token and nothing else; what the token may do is looked up on every request.
 */
export async function answerAuth(runtime: Runtime, request: Request, path: string[]): Promise<Response> {
  if (!answered.has(path[0] ?? '')) return new Response(null, { status: 404 });
  const body = await readForm(request);
  if (!body) return new Response(null, { status: 413 });
  const results: SignedIn[] = [];
  const options = await authOptions(runtime, request, (signedIn) => results.push(signedIn));
  const answer = await callNextAuth(request, path, { body, options });
  const [signedIn] = results;
  if (signedIn) {
    const { name, attributes } = deviceCookie(runtime);
    answer.headers.append('set-cookie', `${name}=${signedIn.device}; ${attributes}`);
  }
  answer.headers.set('cache-control', 'private, no-store');
  return answer;
}

function deviceCookie(runtime: Runtime): { name: string; attributes: string } {
  const secure = runtime.secure ? '; Secure' : '';
  return {
    name: cookieName(runtime.keys, runtime.secure, 'device'),
    attributes: `Path=/; HttpOnly; SameSite=Lax; Max-Age=${365 * daySeconds}${secure}`,
  };
}

async function authOptions(
  runtime: Runtime,
  request: Request,
  onSignIn: (signedIn: SignedIn) => void,
): Promise<AuthOptions> {
  const { keys, secure, log } = runtime;
  const context = await createPersonContext(runtime, request.headers);
  const cookie = (purpose: string) => ({
    name: cookieName(keys, secure, purpose),
    options: { httpOnly: true, sameSite: 'lax' as const, path: '/', secure },
  });
  return {
    secret: keys.sessionSecret,
    useSecureCookies: secure,
    cookies: { sessionToken: cookie('session'), csrfToken: cookie('csrf'), callbackUrl: cookie('back') },
    session: { strategy: 'jwt', maxAge: sessionDays * daySeconds },
    pages: { signIn: '/sign-in', error: '/sign-in' },
    providers: [
      Credentials({
        credentials: { email: {}, password: {}, device: {} },
        async authorize(credentials) {
          const input = signInInput.safeParse(credentials);
          if (!input.success) return null;
          const device = input.data.device || readCookie(request.headers, cookieName(keys, secure, 'device'));
          const signedIn = await signIn(context, { ...input.data, device }).catch((error: unknown) => {
            throw new Error(refusalOf(error), { cause: error });
          });
          onSignIn(signedIn);
          return { id: signedIn.personId, session: signedIn.sessionToken };
        },
      }),
    ],
    callbacks: {
      jwt: ({ token, user }) => (user && 'session' in user ? { session: user.session } : token),
    },
    events: {
      async signOut({ token }) {
        if (typeof token?.session === 'string') await signOut(context, token.session);
      },
    },
    logger: { error: (code) => log.error({ code }, 'next-auth'), warn: () => {}, debug: () => {} },
  };
}

/** What the sign-in page is told, as the `error` of the answer's address: a code, and the wait where there is one. */
function refusalOf(error: unknown): string {
  if (isAppError(error, 'limit_reached')) return `limit_reached:${String(error.details.retryAfterSeconds)}`;
  if (isAppError(error, 'unauthenticated')) return 'CredentialsSignin';
  return 'unavailable';
}
