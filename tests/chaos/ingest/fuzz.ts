import http from 'node:http';
import { mutatedBody, seededNumbers } from './mutate';

export interface FuzzFigures {
  sent: number;
  accepted: number;
  duplicate: number;
  rejected: number;
  /** How often each status was answered. */
  statuses: Record<string, number>;
}

interface Told {
  accepted?: number;
  duplicate?: number;
  rejected?: unknown[];
}

/** Sends that many mutated bodies, `width` at a time, and adds up what was answered. The same seed sends the same bodies. */
export async function fuzzIngest(
  target: { url: string; key: string },
  options: { bodies: number; seed: string; width?: number },
): Promise<FuzzFigures> {
  const pick = seededNumbers(options.seed);
  const agent = new http.Agent({ keepAlive: true, maxSockets: options.width ?? 16 });
  const figures: FuzzFigures = { sent: 0, accepted: 0, duplicate: 0, rejected: 0, statuses: {} };
  const work = async () => {
    while (figures.sent < options.bodies) {
      const body = mutatedBody(pick, figures.sent);
      figures.sent += 1;
      const { status, told } = await post(agent, target, body);
      figures.statuses[status] = (figures.statuses[status] ?? 0) + 1;
      figures.accepted += told.accepted ?? 0;
      figures.duplicate += told.duplicate ?? 0;
      figures.rejected += told.rejected?.length ?? 0;
    }
  };
  await Promise.all(Array.from({ length: options.width ?? 16 }, work));
  agent.destroy();
  return figures;
}

function post(
  agent: http.Agent,
  { url, key }: { url: string; key: string },
  body: Buffer,
): Promise<{ status: number; told: Told }> {
  const headers = {
    authorization: `Basic ${Buffer.from(`${key}:`).toString('base64')}`,
    'content-length': body.length,
  };
  return new Promise((resolve, reject) => {
    const request = http.request(`${url}/v1/batch`, { agent, method: 'POST', headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, told: JSON.parse(Buffer.concat(chunks).toString()) as Told }),
      );
    });
    request.on('error', reject);
    request.end(body);
  });
}
