import { createHmac, randomBytes } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';

/**
 * HOLDFAST_KEYS as the operator set it, else the keys of `dir`, made on the first start.
 * @returns {string} JSON `{ sessionSecret, current, keys: { id: base64 of 32 bytes } }`
 */
export function readKeys(settings) {
  if (settings.HOLDFAST_KEYS) return settings.HOLDFAST_KEYS;
  const bytes = () => randomBytes(32).toString('base64');
  const fresh = () => ({ sessionSecret: bytes(), current: 'k1', keys: { k1: bytes() } });
  return JSON.stringify(readOrMake(path.join(settings.HOLDFAST_DIR, 'keys.json'), fresh));
}

/** The key of the local outbox, as server/features/mail/local-outbox.ts derives it. Whoever has it reads mailed links. */
export function localOutboxKey(keys) {
  const { sessionSecret } = JSON.parse(keys);
  return createHmac('sha256', sessionSecret).update('holdfast local outbox').digest('hex').slice(0, 32);
}

export const outboxFile = (dir) => path.join(dir, 'outbox.json');

/**
 * Keeps the address of the local outbox where only this user can read it.
 * @param {{ dir: string, address: string, keys: string }} installation
 * @returns {string} the file
 */
export function keepOutboxAddress({ dir, address, keys }) {
  writePrivate(outboxFile(dir), { address: `${address}/outbox?key=${localOutboxKey(keys)}` });
  return outboxFile(dir);
}

/**
 * Passwords of the roles that the launcher makes in both stores.
 * @returns {{ owner: string, app: string, system: string, writer: string, reader: string }}
 */
export function readPasswords(dir) {
  const word = () => randomBytes(18).toString('base64url');
  const fresh = () => ({ owner: word(), app: word(), system: word(), writer: word(), reader: word() });
  return readOrMake(path.join(dir, 'passwords.json'), fresh);
}

/** Writes JSON that only this user may read, in one step. */
export function writePrivate(file, value) {
  const draft = `${file}.${process.pid}.draft`;
  fs.writeFileSync(draft, `${JSON.stringify(value, null, 2)}\n`, { mode: 0o600 });
  fs.renameSync(draft, file);
}

function readOrMake(file, fresh) {
  if (!fs.existsSync(file)) writePrivate(file, fresh());
  return JSON.parse(fs.readFileSync(file, 'utf8'));
}
