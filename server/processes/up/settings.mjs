import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { StartError } from './start-error.mjs';

/** Root folder of the checkout. */
export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../..');

const dotEnv = path.join(root, '.env');
if (fs.existsSync(dotEnv)) process.loadEnvFile(dotEnv);

/** The environment of this process; what it does not set comes from the checkout's `.env`, if there is one. */
export const environment = process.env;

const ADDRESS_KINDS = { postgres: ['postgres:', 'postgresql:'], http: ['http:', 'https:'], smtp: ['smtp:', 'smtps:'] };
const LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'silent'];

const isPort = (text) => /^\d+$/.test(text) && Number(text) >= 1 && Number(text) <= 65535;
const port = (fallback) => ({ fallback, check: (text) => isPort(text) || 'must be a port number from 1 to 65535' });
const address = (kind) => ({
  check: (text) =>
    (URL.canParse(text) && ADDRESS_KINDS[kind].includes(new URL(text).protocol)) ||
    `must be an address that starts with ${ADDRESS_KINDS[kind].map((start) => `${start}//`).join(' or ')}`,
});
const oneOf = (words, fallback) => ({
  fallback,
  check: (text) => words.includes(text) || `must be ${words.slice(0, -1).join(', ')} or ${words.at(-1)}`,
});

/**
 * Every variable an operator may set, with its default; .env.example documents exactly these.
 * @type {Record<string, { fallback?: string, check: (text: string) => true | string }>}
 */
export const VARIABLES = {
  PORT: port('3000'),
  INGEST_PORT: port('3001'),
  METRICS_PORT: port('9464'),
  HOST: { fallback: '127.0.0.1', check: (text) => /^[\w.:-]+$/.test(text) || 'must be an address or a host name' },
  PUBLIC_URL: { check: checkPublicAddress },
  HOLDFAST_DIR: { fallback: '.holdfast', check: () => true },
  HOLDFAST_KEYS: { check: checkKeys },
  HOLDFAST_SAMPLE: oneOf(['on', 'off'], 'on'),
  DATABASE_URL: address('postgres'),
  DATABASE_APP_URL: address('postgres'),
  DATABASE_SYSTEM_URL: address('postgres'),
  CLICKHOUSE_URL: address('http'),
  CLICKHOUSE_READER_URL: address('http'),
  CLICKHOUSE_CLUSTER: { check: (text) => /^\w+$/.test(text) || 'must be the plain name of a cluster' },
  SMTP_URL: address('smtp'),
  EGRESS_ALLOW: {
    check: (text) =>
      text.split(',').every((part) => /^[0-9a-fA-F.:]+\/\d{1,3}$/.test(part.trim())) ||
      'must be networks such as 10.0.0.0/8, with commas between',
  },
  UPLOAD_MAX_MB: {
    fallback: '4096',
    check: (text) => (Number(text) > 0 && Number.isFinite(Number(text))) || 'must be a number of megabytes above 0',
  },
  LOG_LEVEL: oneOf(LEVELS, 'info'),
};

/**
 * Settings by name: what is set, else the default, else undefined. HOLDFAST_DIR comes back absolute, PUBLIC_URL
 * as an origin.
 * Throws StartError naming the first variable whose value is wrong. An empty value counts as not set.
 * @param {Record<string, string | undefined>} env
 * @returns {Record<string, string | undefined>}
 */
export function readSettings(env = environment) {
  const settings = {};
  for (const [name, { fallback, check }] of Object.entries(VARIABLES)) {
    const value = env[name] || fallback;
    const verdict = value === undefined || check(value);
    if (verdict !== true) throw new StartError(`${name} ${verdict}, not ${shown(name, value)}`);
    settings[name] = value;
  }
  refuseSharedPorts(settings);
  refuseLoneAddresses(settings);
  settings.HOLDFAST_DIR = path.resolve(root, settings.HOLDFAST_DIR);
  if (settings.PUBLIC_URL) settings.PUBLIC_URL = new URL(settings.PUBLIC_URL).origin;
  return settings;
}

function refuseSharedPorts(settings) {
  const seen = new Map();
  for (const name of ['PORT', 'INGEST_PORT', 'METRICS_PORT']) {
    const other = seen.get(settings[name]);
    if (other) throw new StartError(`${name} must differ from ${other}: both are ${settings[name]}`);
    seen.set(settings[name], name);
  }
}

// The embedded stores make these themselves; alone they would point at a store that nobody migrates.
function refuseLoneAddresses(settings) {
  const pairs = [
    ['DATABASE_APP_URL', 'DATABASE_URL'],
    ['DATABASE_SYSTEM_URL', 'DATABASE_URL'],
    ['CLICKHOUSE_READER_URL', 'CLICKHOUSE_URL'],
    ['CLICKHOUSE_CLUSTER', 'CLICKHOUSE_URL'],
  ];
  for (const [name, needed] of pairs)
    if (settings[name] && !settings[needed])
      throw new StartError(`${name} is set without ${needed}: set both or neither`);
}

// Links are made by putting a path behind it.
function checkPublicAddress(text) {
  const verdict = address('http').check(text);
  if (verdict !== true) return verdict;
  const { href, origin } = new URL(text);
  return href === `${origin}/` || 'must be no more than scheme, host and port, such as https://holdfast.example.com';
}

function checkKeys(text) {
  try {
    const { sessionSecret, current, keys } = JSON.parse(text);
    if (!Object.keys(keys).every((id) => /^\w{1,16}$/.test(id)))
      return 'holds a key whose id is not 1 to 16 letters, digits or _';
    const sizes = [sessionSecret, ...Object.values(keys)].map((base64) => Buffer.from(base64, 'base64').length);
    return (
      (current in keys && sizes.every((size) => size === 32)) || 'holds a key that is not 32 bytes, or no current key'
    );
  } catch {
    return 'must be JSON as in .env.example';
  }
}

// Addresses carry passwords and keys are keys: neither belongs on a screen.
function shown(name, value) {
  return name === 'HOLDFAST_KEYS' || name.endsWith('_URL') ? 'the value that was given' : JSON.stringify(value);
}
