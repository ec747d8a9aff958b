import fs from 'node:fs';
import { expect, test } from 'vitest';
import { parseKeys } from '@/server/platform/keys';
import { readSettings, VARIABLES } from '@/server/processes/up/settings.mjs';

const keys = (size: number, id = 'k1') =>
  JSON.stringify({
    sessionSecret: Buffer.alloc(32).toString('base64'),
    current: id,
    keys: { [id]: Buffer.alloc(size).toString('base64') },
  });

test('defaults stand where nothing or an empty value is set', () => {
  const settings = readSettings({ PORT: '', HOST: undefined });
  expect(settings).toMatchObject({ PORT: '3000', INGEST_PORT: '3001', METRICS_PORT: '9464', HOST: '127.0.0.1' });
  expect(settings.HOLDFAST_DIR).toMatch(/^\/.+\/\.holdfast$/);
});

test.each([
  [{ PORT: '0' }, /^PORT must be a port number from 1 to 65535, not "0"$/],
  [{ METRICS_PORT: 'http' }, /^METRICS_PORT must be/],
  [{ INGEST_PORT: '3000' }, /^INGEST_PORT must differ from PORT: both are 3000$/],
  [{ HOST: 'a b' }, /^HOST must be/],
  [{ PUBLIC_URL: 'example.com' }, /^PUBLIC_URL must be an address that starts with http:\/\/ or https:\/\//],
  [{ PUBLIC_URL: 'https://example.com/crm' }, /^PUBLIC_URL must be no more than scheme, host and port/],
  [{ PUBLIC_URL: 'https://example.com/?a=1' }, /^PUBLIC_URL must be no more than/],
  [{ PUBLIC_URL: 'https://me@example.com' }, /^PUBLIC_URL must be no more than/],
  [{ UPLOAD_MAX_MB: 'Infinity' }, /^UPLOAD_MAX_MB must be a number of megabytes above 0/],
  [{ UPLOAD_MAX_MB: '0' }, /^UPLOAD_MAX_MB must be a number of megabytes above 0/],
  [{ HOLDFAST_KEYS: keys(32, '2026-11') }, /^HOLDFAST_KEYS holds a key whose id is not 1 to 16 letters, digits or _/],
  [{ HOLDFAST_SAMPLE: 'no' }, /^HOLDFAST_SAMPLE must be on or off, not "no"$/],
  [{ SMTP_URL: 'http://mail' }, /^SMTP_URL must be/],
  [{ LOG_LEVEL: 'loud' }, /^LOG_LEVEL must be fatal, error, warn, info, debug or silent/],
  [{ DATABASE_APP_URL: 'postgres://a@b/c' }, /^DATABASE_APP_URL is set without DATABASE_URL/],
  [{ HOLDFAST_KEYS: '{' }, /^HOLDFAST_KEYS must be JSON/],
  [{ HOLDFAST_KEYS: keys(16) }, /^HOLDFAST_KEYS holds a key that is not 32 bytes/],
])('%j is refused in one line that names the variable', (env, line) => {
  expect(() => readSettings(env)).toThrow(line);
});

test('a refusal never shows a password or a key', () => {
  expect(() => readSettings({ DATABASE_URL: 'mysql://me:secret-word@db/x' })).toThrow(
    /^(?!.*secret-word).*DATABASE_URL/,
  );
  // A slash that is not written as %2F makes this no address at all.
  expect(() => readSettings({ DATABASE_URL: 'postgres://me:secret/word@db/x' })).toThrow(
    /^(?!.*secret)(?!.*word@).*DATABASE_URL/,
  );
  expect(() => readSettings({ SMTP_URL: 'secret-word' })).toThrow(/^(?!.*secret-word).*SMTP_URL/);
  expect(() => readSettings({ HOLDFAST_KEYS: 'secret-word' })).toThrow(/^(?!.*secret-word).*HOLDFAST_KEYS/);
});

test('keys of 32 bytes pass, here and in every process', () => {
  for (const json of [keys(32), keys(32, 'key_2026')]) {
    expect(readSettings({ HOLDFAST_KEYS: json }).HOLDFAST_KEYS).toBe(json);
    expect(parseKeys(json).keys.size).toBe(1);
  }
  expect(() => parseKeys(keys(32, '2026-11'))).toThrow();
});

test('a public address is its origin, so that links of mails have one slash', () => {
  expect(readSettings({ PUBLIC_URL: 'https://Example.com/' }).PUBLIC_URL).toBe('https://example.com');
  expect(readSettings({ PUBLIC_URL: 'http://example.com:8080' }).PUBLIC_URL).toBe('http://example.com:8080');
});

test('.env.example lists every variable with its default', () => {
  const lines = fs.readFileSync('.env.example', 'utf8').split('\n');
  const documented = lines.flatMap((line) => /^#? ?([A-Z][A-Z_]+)=(.*)$/.exec(line)?.slice(1, 3).join('=') ?? []);
  const expected = Object.entries(VARIABLES).map(([name, { fallback }]) => `${name}=${fallback ?? ''}`);
  expect(documented.sort()).toEqual(expected.sort());
});
