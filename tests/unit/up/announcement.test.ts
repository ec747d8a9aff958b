import { createHmac } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { announcement } from '@/server/processes/up/announcement.mjs';
import { keepOutboxAddress } from '@/server/processes/up/state/secrets.mjs';

const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'holdfast-announcement-'));
afterAll(() => fs.rmSync(dir, { recursive: true, force: true }));

const sessionSecret = 'a session secret';
const keys = JSON.stringify({ sessionSecret, current: 'k1', keys: {} });
const key = createHmac('sha256', sessionSecret).update('holdfast local outbox').digest('hex').slice(0, 32);
const settings = { HOST: '127.0.0.1', PORT: '3000', INGEST_PORT: '3001', METRICS_PORT: '9464', HOLDFAST_DIR: dir };

test('what a start prints opens no mailed link: the address of the outbox is in a file of this user alone', () => {
  const lines = announcement({ settings, keys, signIn: path.join(dir, 'sample-sign-in.json') }).join('\n');
  expect(lines).toContain('open http://localhost:3000');
  expect(lines).toContain('sample-sign-in.json');
  expect(lines).toContain('outbox.json');
  expect(lines).not.toContain(key);
  expect(lines).not.toContain('key=');
  const file = path.join(dir, 'outbox.json');
  expect(fs.statSync(file).mode & 0o777).toBe(0o600);
  expect(JSON.parse(fs.readFileSync(file, 'utf8'))).toEqual({ address: `http://localhost:3000/outbox?key=${key}` });
});

test('with a mail server there is no outbox to open, nor a file of before', () => {
  keepOutboxAddress({ dir, address: 'http://localhost:3000', keys });
  const lines = announcement({ settings: { ...settings, SMTP_URL: 'smtp://mail' }, keys, signIn: undefined });
  expect(lines.join('\n')).not.toContain('outbox');
  expect(fs.existsSync(path.join(dir, 'outbox.json'))).toBe(false);
});
