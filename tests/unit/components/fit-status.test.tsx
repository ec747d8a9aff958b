import { AppRouterContext } from 'next/dist/shared/lib/app-router-context.shared-runtime';
import type { ComponentProps } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import { FitStatus } from '@/components/clv/fit-status';
import { ApiProvider } from '@/components/shell/api-provider';
import type { FitView } from '@/server/features/clv';

const fit: FitView = {
  id: '00000000-0000-7000-8000-000000000001',
  state: 'running',
  stepsDone: 2,
  problem: null,
  input: { calibrateUntil: '2025-10-01', horizonWeeks: 52 },
  requestedBy: 'person:1',
  createdAt: new Date('2026-03-02T09:00:00Z'),
  finishedAt: null,
};
const nowhere = () => {};
const router: ComponentProps<typeof AppRouterContext.Provider>['value'] = {
  back: nowhere,
  forward: nowhere,
  refresh: nowhere,
  push: nowhere,
  replace: nowhere,
  prefetch: nowhere,
  bfcacheId: '',
};

const shown = (known: FitView | null, mayRun = true) =>
  renderToStaticMarkup(
    <AppRouterContext.Provider value={router}>
      <ApiProvider workspace="acme">
        <FitStatus known={known} mayRun={mayRun} />
      </ApiProvider>
    </AppRouterContext.Provider>,
  );

test('a fit under way shows its step and can be cancelled by those who may', () => {
  expect(shown(fit)).toMatch(/<progress[^>]*value="2"[^>]*max="6"/);
  expect(shown(fit)).toContain('Fitting BG/NBD');
  expect(shown(fit)).toContain('Cancel');
  expect(shown(fit, false)).not.toContain('Cancel');
});

test('one that failed says why, one that is done or was cancelled nothing', () => {
  expect(shown({ ...fit, state: 'failed', problem: 'The grid is too large.' })).toContain('The grid is too large.');
  for (const state of ['done', 'cancelled'] as const) expect(shown({ ...fit, state })).not.toContain('progress');
  expect(shown(null)).not.toContain('progress');
});
