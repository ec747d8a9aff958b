import { expect, test } from 'vitest';
import { createWorkspaceInput } from '@/server/features/workspaces/schemas';
import { listFiles } from './tree';

/** First segments of all addresses that app/ and public/ answer themselves, groups left out. */
function ownSegments(): string[] {
  const files = listFiles(/^(?:app\/(?:.*\/)?(?:page|route)\.tsx?|public\/.*)$/);
  const segments = files.flatMap((file) =>
    file
      .split('/')
      .slice(1)
      .filter((part) => !/^\(.*\)$/.test(part))
      .slice(0, 1),
  );
  return [...new Set(segments)].filter((segment) => /^[a-z0-9-]+$/.test(segment)).sort();
}

test('no workspace can take an address that the app answers itself', () => {
  const segments = ownSegments();
  expect(segments.length).toBeGreaterThan(8);
  const takes = (slug: string) => createWorkspaceInput.safeParse({ slug, name: 'A' }).success;
  expect(takes('acme')).toBe(true);
  expect([...segments, 'v1', 'metrics', 'statusz'].filter(takes)).toEqual([]);
});
