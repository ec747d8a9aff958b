import { once } from 'node:events';
import http from 'node:http';

/**
 * Serves /metrics for every process of the launcher, each sample labelled with its process.
 * @param {{ host: string, port: number, children: import('./child.mjs').Child[] }} options
 * @returns {Promise<() => Promise<void>>} stop
 */
export async function serveMetrics({ host, port, children }) {
  const server = http.createServer(async (request, response) => {
    if (request.url?.split('?')[0] !== '/metrics') return response.writeHead(404).end();
    const parts = await Promise.all(children.map(async (child) => ({ child, text: await child.metrics() })));
    response.writeHead(200, { 'content-type': 'text/plain; version=0.0.4; charset=utf-8' });
    return response.end(mergeMetrics([{ text: ownMetrics(children) }, ...parts.map(named)]));
  });
  server.listen(port, host);
  await once(server, 'listening');
  return () => new Promise((resolve) => server.close(resolve).closeAllConnections());
}

const named = ({ child, text }) => ({ process: child.name, text });

function ownMetrics(children) {
  const samples = (name, value) => children.map((child) => `${name}{process="${child.name}"} ${value(child)}`);
  return [
    '# HELP holdfast_process_up Whether a process of the launcher runs.',
    '# TYPE holdfast_process_up gauge',
    ...samples('holdfast_process_up', (child) => (child.running ? 1 : 0)),
    '# HELP holdfast_process_restarts_total Times the launcher had to start a process again.',
    '# TYPE holdfast_process_restarts_total counter',
    ...samples('holdfast_process_restarts_total', (child) => child.restarts),
  ].join('\n');
}

/**
 * Joins Prometheus texts: one HELP and TYPE for each name with all its samples below it, as the format demands.
 * @param {{ process?: string, text: string }[]} parts `process` becomes a label of every sample of that part
 */
export function mergeMetrics(parts) {
  const families = new Map();
  for (const { process: name, text } of parts) {
    let family;
    for (const line of text.split('\n').filter(Boolean)) {
      const comment = /^# (HELP|TYPE) (\S+)/.exec(line);
      if (comment) {
        family = families.get(comment[2]) ?? { samples: [] };
        families.set(comment[2], family);
        family[comment[1]] ??= line;
      } else if (!line.startsWith('#')) {
        family?.samples.push(name ? labelled(line, name) : line);
      }
    }
  }
  const lines = [...families.values()].flatMap(({ HELP, TYPE, samples }) => [HELP, TYPE, ...samples]);
  return `${lines.filter(Boolean).join('\n')}\n`;
}

function labelled(sample, name) {
  const [, metric, labels, rest] = /^([^\s{]+)(?:\{(.*)\})?(\s.*)$/.exec(sample) ?? [];
  return metric ? `${metric}{process="${name}"${labels ? `,${labels}` : ''}}${rest}` : sample;
}
