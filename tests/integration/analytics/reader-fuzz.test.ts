import fs from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { seededRng } from '@/server/platform/rng';
import { type ContractStore, openContractStore, sendRaw } from '@/tests/support/clickhouse-contract';

const canary = 'canary-51c9';
const statements = 3000;

/** Everything that opens, closes or hides quotes for one lexer or the other, and ways to reach the file. */
const marks = '\'"`‘’“”,()x1.\\$#-{}[]\n\t\u00a0\u2028'.split('');
const quotes = [
  "'",
  "''",
  "\\'",
  '``',
  '/*',
  '*/',
  '--',
  '# ',
  '#!',
  '$$',
  '$a$',
  "x'",
  "b'",
  "x'41'",
  '1e',
  '||',
  ' AS x',
];
const reaches = [
  "file('<file>')",
  'file({p:String})',
  '{f:Identifier}({p:String})',
  ' APPLY file ',
  "* FROM '<file>'",
  '* FROM `<file>`',
];
const fragments = marks.concat(quotes, reaches, reaches);
const endings = ['', " -- '", ", file('<file>')", ", file('<file>') '", " */, file('<file>')"];

let store: ContractStore;

beforeAll(async () => {
  store = await openContractStore('embedded');
});
afterAll(() => store.close());

it(`no random statement of ${statements} shows the reader a file that the writer can see`, async () => {
  const secret = path.join(store.folder, 'secret.csv');
  fs.writeFileSync(secret, `${canary},1\n`);
  const rng = seededRng('reader-fuzz');
  const below = (most: number) => rng.bytes(4).readUInt32LE() % most;
  const pick = (from: readonly string[]) => from[below(from.length)] ?? '';
  const make = () => `SELECT ${Array.from({ length: 2 + below(8) }, () => pick(fragments)).join('')}${pick(endings)}`;
  const isShown = async (url: string, query: string) => {
    const body = query.replaceAll('<file>', secret);
    const answer = await sendRaw(url, { query: { param_p: secret, param_f: 'file', database: 'default' }, body });
    return answer.body.includes(canary);
  };
  const asked = Array.from({ length: statements }, make);
  const shown: string[] = [];
  let writerSaw = 0;
  const work = asked.values();
  const ask = async () => {
    for (const query of work) {
      if (await isShown(store.readerUrl, query)) shown.push(query);
      if (await isShown(store.writerUrl, query)) writerSaw++;
    }
  };
  await Promise.all(Array.from({ length: 8 }, ask));
  expect(shown).toEqual([]);
  expect(writerSaw).toBeGreaterThan(10);
}, 120_000);
