import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import fs from 'node:fs';
import type { IncomingMessage } from 'node:http';
import path from 'node:path';
import { inflate } from './body';
import { tooManyBytes } from './clickhouse-error';
import type { EngineHandle, EngineResult, NativeEngine } from './engine';
import { gatewayLimits } from './limits';
import { sqlString } from './parameters';
import type { Statement } from './statement';

const { uploadBytes, uploadInMemoryBytes } = gatewayLimits;

export interface Upload {
  native: NativeEngine;
  handle: EngineHandle;
  spool: string;
  statement: Statement;
  encoding: string | undefined;
}

/** Rows of an INSERT: small bodies go to the engine in memory, larger ones (still compressed) through a file it streams. */
export async function insertUpload(request: IncomingMessage, upload: Upload): Promise<EngineResult> {
  const file = path.join(upload.spool, randomUUID());
  try {
    const small = await receive(request, file);
    const rows = small && inflate(small, upload.encoding, 64 * uploadInMemoryBytes);
    if (small && !rows) await fs.promises.writeFile(file, small, { mode: 0o600 });
    return rows ? await insertRows(upload, rows) : await insertFile(upload, file);
  } finally {
    await fs.promises.rm(file, { force: true });
  }
}

/** The body when it is small; otherwise it is in `file`. A body cut off by the peer throws before anything is inserted. */
async function receive(request: IncomingMessage, file: string): Promise<Buffer | undefined> {
  const small: Buffer[] = [];
  let size = 0;
  let out: fs.WriteStream | undefined;
  try {
    for await (const chunk of request as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size > uploadBytes) throw tooManyBytes('Body', uploadBytes);
      small.push(chunk);
      if (!out && size <= uploadInMemoryBytes) continue;
      out ??= fs.createWriteStream(file, { mode: 0o600, highWaterMark: uploadInMemoryBytes });
      if (!out.write(Buffer.concat(small.splice(0)))) await once(out, 'drain');
    }
    if (!out) return Buffer.concat(small);
    out.end();
    await once(out, 'finish');
    return undefined;
  } finally {
    out?.destroy();
  }
}

const head = ({ sql, formatAt }: Statement): string =>
  formatAt >= 0 ? sql.slice(0, formatAt) : sql.replace(/\bVALUES\s*;?\s*$/i, '');

async function insertRows({ native, handle, statement }: Upload, rows: Buffer): Promise<EngineResult> {
  if (rows.length === 0) return {};
  return native.InsertRawAsyncConnection(
    handle,
    `${head(statement)} FORMAT ${statement.format ?? 'Values'}`,
    rows,
    false,
  );
}

async function insertFile({ native, handle, statement, encoding }: Upload, file: string): Promise<EngineResult> {
  const whole = head(statement);
  const settings = statement.tokens.find(({ kind, text }) => kind === 'word' && text.toUpperCase() === 'SETTINGS');
  // The engine wants FROM INFILE before a SETTINGS clause of the caller.
  const target = settings ? whole.slice(0, settings.at) : whole;
  const tail = settings ? whole.slice(settings.at) : '';
  const from = `FROM INFILE ${sqlString(file)} COMPRESSION '${encoding ?? 'none'}'`;
  return native.QueryAsyncConnection(
    handle,
    `${target} ${from} ${tail} FORMAT ${statement.format ?? 'Values'}`,
    'Null',
  );
}
