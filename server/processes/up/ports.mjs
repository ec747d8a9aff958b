import net from 'node:net';
import { StartError } from './start-error.mjs';

const REASONS = {
  EADDRINUSE: (name, port) => `${name}: port ${port} is taken, set ${name} to a free one`,
  EACCES: (name, port) => `${name}: port ${port} needs more rights than this user has, set ${name} to one above 1023`,
};

/** Refuses, in one line that names the variable, a port that something else holds. */
export async function requireFreePorts(settings) {
  for (const name of ['PORT', 'INGEST_PORT', 'METRICS_PORT']) {
    const code = await tryPort(settings.HOST, Number(settings[name]));
    if (!code) continue;
    const reason = REASONS[code] ?? (() => `HOST ${settings.HOST} is not an address of this machine (${code})`);
    throw new StartError(reason(name, settings[name]));
  }
}

/** @returns {Promise<string | undefined>} code of the error, or undefined when the port is free */
function tryPort(host, port) {
  return new Promise((resolve) => {
    const server = net.createServer();
    server.once('error', (error) => resolve(error.code));
    server.listen(port, host, () => server.close(() => resolve(undefined)));
  });
}
