import fs from 'node:fs';
import path from 'node:path';
import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import superjson from 'superjson';
import type { ImportView } from '../../../server/features/imports';
import { type Visitor, visitorOf } from '../../support/sign-in';
import { readAnswer } from '../../support/web';

/** Somebody who imports through the public port as a browser does, and keeps trying while processes die. */
export class Importer {
  private constructor(
    private readonly address: string,
    private readonly slug: string,
    private readonly visitor: Visitor,
  ) {}

  /** `dir` holds the sample person's sign-in. */
  static async signIn(address: string, slug: string, dir: string): Promise<Importer> {
    return new Importer(address, slug, await visitorOf(address, path.join(dir, 'sample-sign-in.json')));
  }

  private headers(): Record<string, string> {
    const cookie = [...this.visitor.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    return { cookie, origin: this.address };
  }

  /** Sends the file and returns the draft's id; throws where the connection breaks. */
  async upload(file: string): Promise<string> {
    const sending: RequestInit & { duplex: 'half' } = {
      method: 'POST',
      headers: { ...this.headers(), 'content-type': 'text/csv' },
      body: Readable.toWeb(fs.createReadStream(file, { highWaterMark: 1 << 18 })) as ReadableStream<Uint8Array>,
      duplex: 'half',
    };
    const answer = await fetch(`${this.address}/api/imports/${this.slug}?name=${path.basename(file)}`, sending);
    const { id } = (await answer.json()) as { id?: string };
    if (answer.status !== 201 || id === undefined) throw new Error(`the upload was answered with ${answer.status}`);
    return id;
  }

  /** Until an attempt goes through: what failed half-way left nothing that counts. */
  async uploadAtLast(file: string): Promise<string> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.upload(file);
      } catch (error) {
        if (attempt >= 60) throw error;
        await sleep(500);
      }
    }
  }

  /** Asks a procedure until web is there to answer. */
  async ask<T>(kind: 'query' | 'mutation', procedure: string, input: unknown): Promise<T> {
    const packed = JSON.stringify(superjson.serialize(input));
    const url = `${this.address}/api/trpc/${this.slug}/${procedure}`;
    for (let attempt = 1; ; attempt += 1) {
      try {
        const response =
          kind === 'query'
            ? await fetch(`${url}?input=${encodeURIComponent(packed)}`, { headers: this.headers() })
            : await fetch(url, {
                method: 'POST',
                headers: { ...this.headers(), 'content-type': 'application/json' },
                body: packed,
              });
        const answer = readAnswer(response.status, await response.text());
        if (answer.ok) return answer.data as T;
        if (answer.status < 500) throw new RangeError(`${procedure}: ${answer.message}`);
      } catch (error) {
        if (error instanceof RangeError || attempt >= 120) throw error;
      }
      await sleep(250);
    }
  }

  get = (importId: string) => this.ask<ImportView>('query', 'imports.get', { importId });

  start = (importId: string) =>
    this.ask<ImportView>('mutation', 'imports.start', { importId, stream: 'orders' }).catch(async (error: unknown) => {
      // The answer of an earlier attempt may have been lost with its process.
      const view = await this.get(importId);
      if (view.state === 'draft') throw error;
      return view;
    });

  /** Follows an import to its end. */
  async untilEnded(importId: string, seen: (view: ImportView) => void = () => {}): Promise<ImportView> {
    for (;;) {
      const view = await this.get(importId);
      seen(view);
      if (view.state !== 'waiting' && view.state !== 'running') return view;
      await sleep(100);
    }
  }
}
