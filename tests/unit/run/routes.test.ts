import { expect, test } from 'vitest';
import { addressOf, listRoutes } from '../../run/routes.mjs';

test('every page of the app is a route, without its groups', () => {
  const routes = listRoutes();
  expect(routes.length).toBeGreaterThan(0);
  expect(routes.filter((route) => !/^\/([\w[\].-]+(\/[\w[\].-]+)*)?$/.test(route))).toEqual([]);
});

test('parameters are filled from what pages link to', () => {
  const linked = [
    '/acme',
    '/acme/segments/new',
    '/acme/segments/rfm',
    '/acme/customers',
    '/acme/customers/42',
    '/other/customers/43',
  ];
  expect(addressOf('/[workspace]/customers', 'acme', linked)).toBe('/acme/customers');
  expect(addressOf('/[workspace]/customers/[id]', 'acme', linked)).toBe('/acme/customers/42');
  expect(addressOf('/[workspace]/segments/[id]', 'acme', linked)).toBeUndefined();
  expect(addressOf('/sign-in', 'acme', linked)).toBe('/sign-in');
});
