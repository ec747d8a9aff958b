'use client';

/** What went wrong, for the form; undefined when one is signed in. */
export type SignInProblem =
  | { kind: 'mismatch' }
  | { kind: 'limited'; retryAfterSeconds: number }
  | { kind: 'unavailable' };

async function post(path: string, fields: Record<string, string>): Promise<string> {
  const csrf = (await (await fetch('/api/auth/csrf')).json()) as { csrfToken: string };
  const body = new URLSearchParams({ ...fields, csrfToken: csrf.csrfToken, json: 'true' });
  const answer = await fetch(`/api/auth/${path}`, { method: 'POST', body });
  const { url } = (await answer.json()) as { url: string };
  return url;
}

/** Signs in; the session travels in a cookie no script can read. `device` is what a reset link gave. */
export async function signIn(email: string, password: string, device = ''): Promise<SignInProblem | undefined> {
  try {
    const url = await post('callback/credentials', { email, password, device });
    const error = new URL(url, window.location.origin).searchParams.get('error');
    if (!error) return undefined;
    const [code, wait] = error.split(':');
    if (code === 'limit_reached') return { kind: 'limited', retryAfterSeconds: Number(wait) || 60 };
    return code === 'CredentialsSignin' ? { kind: 'mismatch' } : { kind: 'unavailable' };
  } catch {
    return { kind: 'unavailable' };
  }
}

/** Ends this session and shows the sign-in page, with nothing of the workspace left in memory. */
export async function signOut(): Promise<void> {
  await post('signout', {}).catch(() => undefined);
  window.location.assign('/sign-in');
}

export function problemInWords(problem: SignInProblem): string {
  switch (problem.kind) {
    case 'mismatch':
      return 'E-mail and password do not match, or the address is not confirmed yet.';
    case 'limited': {
      const minutes = Math.ceil(problem.retryAfterSeconds / 60);
      return `Too many attempts. Try again in ${minutes} ${minutes === 1 ? 'minute' : 'minutes'}, or choose a new password by mail.`;
    }
    case 'unavailable':
      return 'Signing in is not possible right now. Nothing is wrong with your password; try again.';
  }
}
