import { fetchRequestHandler } from '@trpc/server/adapters/fetch';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { createLogger } from '@/server/platform/logger';
import { publicProcedure, type RequestContext, router } from '@/server/trpc/init';

const rows = router({
  read: publicProcedure.input(z.int()).query(() => z.object({ spend_minor: z.int() }).parse({ spend_minor: 'secret' })),
});

const answer = async (input: string) => {
  const response = await fetchRequestHandler({
    endpoint: '/t',
    router: rows,
    req: new Request(`http://holdfast.example/t/read?input=${encodeURIComponent(input)}`),
    createContext: () => ({ person: { log: createLogger({ process: 'test', level: 'silent' }) } }) as RequestContext,
  });
  return { status: response.status, text: await response.text() };
};

test('a row of a store that does not fit is our fault, and says nothing of itself', async () => {
  const { status, text } = await answer('{"json":1}');
  expect(status).toBe(500);
  expect(text).toContain('Something went wrong on our side.');
  expect(text).not.toMatch(/spend_minor|secret|"invalid"/);
});

test('an input that does not fit is told by its fault', async () => {
  const { status, text } = await answer('{"json":"one"}');
  expect(status).toBe(400);
  expect(text).toContain('"reason":"invalid"');
});
