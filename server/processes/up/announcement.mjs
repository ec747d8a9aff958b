import fs from 'node:fs';
import path from 'node:path';
import { loopback } from './services.mjs';
import { root } from './settings.mjs';
import { keepOutboxAddress, outboxFile } from './state/secrets.mjs';

/**
 * What a start prints once it serves: addresses, and the files that hold what opens something.
 * @param {{ settings: Record<string, string | undefined>, keys: string, signIn: string | undefined }} started
 * @returns {string[]} lines
 */
export function announcement({ settings, keys, signIn }) {
  const { PUBLIC_URL, HOST, PORT, INGEST_PORT, METRICS_PORT, SMTP_URL, HOLDFAST_DIR } = settings;
  const address = PUBLIC_URL ?? `http://localhost:${PORT}`;
  const lines = [`open ${address}`];
  if (SMTP_URL) fs.rmSync(outboxFile(HOLDFAST_DIR), { force: true });
  else {
    const file = keepOutboxAddress({ dir: HOLDFAST_DIR, address, keys });
    lines.push(`mails are kept here, the address that shows them is in ${path.relative(root, file)}`);
  }
  lines.push(`events go to ${loopback(HOST, INGEST_PORT)}/v1, metrics are at ${loopback(HOST, METRICS_PORT)}/metrics`);
  if (signIn) lines.push(`the sign-in of the sample workspace is in ${path.relative(root, signIn)}`);
  return lines;
}
