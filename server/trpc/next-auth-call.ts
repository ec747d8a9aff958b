import type { NextApiRequest, NextApiResponse } from 'next';
import NextAuth, { type AuthOptions } from 'next-auth';

const maxBodyBytes = 16_384;

/** The fields of a form or of a JSON object; none for a GET, undefined when there is too much to be either. */
export async function readForm(request: Request): Promise<Record<string, string> | undefined> {
  if (request.method !== 'POST') return {};
  if (Number(request.headers.get('content-length') ?? 0) > maxBodyBytes) return undefined;
  const text = await request.text();
  if (text.length > maxBodyBytes) return undefined;
  if (!request.headers.get('content-type')?.includes('json')) return Object.fromEntries(new URLSearchParams(text));
  try {
    const value: unknown = JSON.parse(text);
    return Object.fromEntries(Object.entries(value ?? {}).map(([key, each]) => [key, String(each)]));
  } catch {
    return {};
  }
}

/**
 * next-auth's handler for plain requests and responses, with a Fetch request on one side and a Fetch response on the
 * other: it needs nothing of the running framework, so the same code answers in tests.
 */
export async function callNextAuth(
  request: Request,
  path: string[],
  { body, options }: { body: Record<string, string>; options: AuthOptions },
): Promise<Response> {
  const headers = new Headers();
  const answer = { status: 200, body: null as string | null };
  const response = {
    status(code: number) {
      answer.status = code;
      return response;
    },
    getHeader: (name: string) => (name.toLowerCase() === 'set-cookie' ? headers.getSetCookie() : headers.get(name)),
    setHeader(name: string, value: string | string[]) {
      headers.delete(name);
      for (const each of [value].flat()) headers.append(name, each);
      return response;
    },
    json: (value: unknown) => response.setHeader('content-type', 'application/json').send(JSON.stringify(value)),
    send(value: unknown) {
      answer.body = typeof value === 'string' ? value : JSON.stringify(value ?? {});
    },
    end: () => {},
  };
  const url = new URL(request.url);
  const asked = {
    method: request.method,
    query: { ...Object.fromEntries(url.searchParams), nextauth: path },
    cookies: readCookies(request.headers.get('cookie') ?? ''),
    headers: Object.fromEntries(request.headers),
    body,
  };
  await NextAuth(asked as unknown as NextApiRequest, response as unknown as NextApiResponse, options);
  return new Response(answer.body, { status: answer.status, headers });
}

function readCookies(header: string): Record<string, string> {
  const cookies: Record<string, string> = {};
  for (const part of header.split(';')) {
    const at = part.indexOf('=');
    if (at > 0) cookies[part.slice(0, at).trim()] = decoded(part.slice(at + 1).trim());
  }
  return cookies;
}

function decoded(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}
