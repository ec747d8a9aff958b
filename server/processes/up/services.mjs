// What each process of ours is handed, and nothing else. A variable that is not set is left out.
export const WANTED = {
  web: [
    'HOST',
    'PORT',
    'INGEST_PORT',
    'PUBLIC_URL',
    'HOLDFAST_DIR',
    'HOLDFAST_KEYS',
    'DATABASE_APP_URL',
    'CLICKHOUSE_READER_URL',
    'SMTP_URL',
    'UPLOAD_MAX_MB',
    'LOG_LEVEL',
  ],
  ingest: ['HOST', 'INGEST_PORT', 'HOLDFAST_DIR', 'HOLDFAST_KEYS', 'DATABASE_SYSTEM_URL', 'LOG_LEVEL'],
  worker: [
    'PORT',
    'PUBLIC_URL',
    'HOLDFAST_DIR',
    'HOLDFAST_KEYS',
    'DATABASE_SYSTEM_URL',
    'CLICKHOUSE_URL',
    'CLICKHOUSE_READER_URL',
    'CLICKHOUSE_CLUSTER',
    'SMTP_URL',
    'EGRESS_ALLOW',
    'LOG_LEVEL',
  ],
  cli: [
    'PORT',
    'PUBLIC_URL',
    'HOLDFAST_DIR',
    'HOLDFAST_KEYS',
    'DATABASE_URL',
    'DATABASE_APP_URL',
    'DATABASE_SYSTEM_URL',
    'CLICKHOUSE_URL',
    'CLICKHOUSE_READER_URL',
  ],
};

/**
 * Variables of one process.
 * @param {'web' | 'ingest' | 'worker' | 'cli'} name
 * @param {Record<string, string | undefined>} all settings, store addresses and keys
 */
export function variablesFor(name, all) {
  const own = Object.fromEntries(WANTED[name].map((variable) => [variable, all[variable]]));
  return name === 'web' ? { ...own, ...signInVariables(all) } : own;
}

// next-auth takes the address from here; without a public one it believes the request, which came over loopback.
function signInVariables({ PUBLIC_URL, PORT }) {
  return PUBLIC_URL ? { NEXTAUTH_URL: PUBLIC_URL } : { NEXTAUTH_URL: `http://localhost:${PORT}`, AUTH_TRUST_HOST: '1' };
}

/** Where a process on this machine reaches a port that is bound to `host`. */
export function loopback(host, port) {
  const reachable =
    host === '0.0.0.0' ? '127.0.0.1' : host === '::' ? '[::1]' : host.includes(':') ? `[${host}]` : host;
  return `http://${reachable}:${port}`;
}
