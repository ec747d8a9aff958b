import { TRPCError } from '@trpc/server';
import { expect, test } from 'vitest';
import { AppError } from '@/server/platform/errors';
import { settle } from '@/server/trpc/settle';

const failing = (cause: Error, code: TRPCError['code'] = 'BAD_REQUEST') =>
  settle(Promise.reject(new TRPCError({ code, cause })));

test('data comes as it is', async () => {
  expect(await settle(Promise.resolve(7))).toEqual({ state: 'ready', data: 7 });
});

test.each(['limit_reached', 'invalid', 'precondition', 'conflict'] as const)(
  '%s is a state of the page with its words',
  async (code) => {
    expect(await failing(new AppError(code, 'The grid has too many cells.'))).toEqual({
      state: 'refused',
      code,
      message: 'The grid has too many cells.',
    });
  },
);

test('no permission says who has it, and a store that is down is unavailable', async () => {
  expect(await failing(new AppError('forbidden', 'Not yours.', { grantedTo: ['owner'] }))).toEqual({
    state: 'denied',
    message: 'Not yours.',
    grantedTo: ['owner'],
  });
  expect(await failing(new AppError('analytics_unavailable', 'The store is down'))).toEqual({
    state: 'unavailable',
    message: 'The store is down',
  });
});

test('what nobody has words for stays an error', async () => {
  await expect(failing(new Error('a bug'), 'INTERNAL_SERVER_ERROR')).rejects.toThrow(TRPCError);
  await expect(settle(Promise.reject(new Error('a redirect')))).rejects.toThrow('a redirect');
});
