import { expect, test } from 'vitest';
import { readFiles } from './tree';

interface Source {
  path: string;
  text: string;
}

const pages = readFiles(/^app\/\(app\)\/\[workspace\]\/.*page\.tsx$/);

/** Pages that ask the analytics store, or for what not everyone may see, without a state for a refusal. */
const unsettled = (sources: Source[]) =>
  sources
    .filter(({ text }) =>
      /\b(cohorts|clv|customers|home|rfm|risk|segments|sources|audit|mail|members)\.\w+\(/.test(text),
    )
    .filter(({ text }) => !/\bsettle\(/.test(text) && !/\bredirect\(/.test(text))
    .map(({ path }) => path);

/** An address made of where this process listens, which behind HOST=0.0.0.0 or a proxy is nobody's. */
const homemade = (sources: Source[]) =>
  sources.filter(({ text }) => /\benv\.(HOST|PORT)\b/.test(text)).map(({ path }) => path);

test('every page has a state for what is refused or cannot be read', () => {
  expect(pages.length).toBeGreaterThan(5);
  expect(unsettled(pages)).toEqual([]);
  expect(unsettled([{ path: 'planted', text: 'const one = await customers.get({ id });' }])).toEqual(['planted']);
});

test('every page takes its own address from ownOrigin', () => {
  expect(homemade(readFiles(/^app\/.*\.tsx?$/))).toEqual([]);
  expect(homemade([{ path: 'planted', text: 'const url = `http://${env.HOST}:${env.PORT}`;' }])).toEqual(['planted']);
});
