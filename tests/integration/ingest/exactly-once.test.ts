import { sql } from 'drizzle-orm';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { withWorkspace } from '@/server/platform/transaction';
import { type IngestProcess, type IngestStack, startIngestStack } from '@/tests/support/ingest';

let stack: IngestStack;
let processes: IngestProcess[];
beforeAll(async () => {
  stack = await startIngestStack();
  processes = [await stack.startIngest(), await stack.startIngest()];
}, 60_000);
afterAll(() => stack.stop());

interface Sent {
  id: number;
  version: number;
}

const event = ({ id, version }: Sent) => ({
  type: 'track',
  event: 'e',
  userId: 'u',
  messageId: `m${id}`,
  timestamp: '2026-01-01T00:00:00.000Z',
  properties: { version },
});

async function send(key: string, process: number, batch: Sent[]) {
  const response = await fetch(`${processes[process]?.url}/v1/batch`, {
    method: 'POST',
    headers: { authorization: `Basic ${Buffer.from(`${key}:`).toString('base64')}` },
    body: JSON.stringify({ batch: batch.map(event) }),
  });
  expect(response.status).toBe(200);
  return (await response.json()) as { accepted: number; duplicate: number; conflicting?: number[] };
}

/** Requests that go out together: the events of each, and to which of two processes. */
const request = fc.record({
  process: fc.nat(1),
  batch: fc.array(fc.record({ id: fc.nat(12), version: fc.constantFrom(0, 0, 0, 1) }), { minLength: 1, maxLength: 6 }),
});
const rounds = fc.array(fc.array(request, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 5 });

it('stores each message once under any sends, retries, splits and orders, over two processes', async () => {
  await fc.assert(
    fc.asyncProperty(rounds, async (schedule) => {
      const { ctx, key } = await stack.makeTenant();
      const all: Sent[] = [];
      const told = { accepted: 0, duplicate: 0 };
      for (const round of schedule) {
        const answers = await Promise.all(round.map(({ process, batch }) => send(key, process, batch)));
        for (const { accepted, duplicate } of answers) {
          told.accepted += accepted;
          told.duplicate += duplicate;
        }
        all.push(...round.flatMap(({ batch }) => batch));
      }
      const [rows, [count]] = await withWorkspace(ctx, async (tx) => [
        [
          ...(await tx.execute<{ id: string; version: number }>(
            sql`select encode(key, 'hex') as id, (body->'properties'->>'version')::int as version from inbox`,
          )),
        ],
        await tx.execute(sql`select sum(received)::int as received, sum(stored)::int as stored, sum(duplicate)::int as duplicate,
          sum(conflicting)::int as conflicting, (select count(*)::int from rejected) as shown from ingest_counts`),
      ]);
      const ids = new Set(all.map(({ id }) => id));
      expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length);
      expect(rows.length).toBe(ids.size);
      expect(told).toEqual({ accepted: ids.size, duplicate: all.length - ids.size });
      expect(count).toMatchObject({ received: all.length, stored: ids.size, duplicate: all.length - ids.size });
      // Every body that lost against another one is counted and can be seen.
      const losers = [...ids].flatMap((id) => {
        const versions = all.filter((one) => one.id === id).map(({ version }) => version);
        return new Set(versions).size < 2 ? [] : [versions];
      });
      const most = losers.flat().length - losers.length;
      expect(count?.shown).toBe(count?.conflicting);
      expect(Number(count?.conflicting)).toBeGreaterThanOrEqual(losers.length);
      expect(Number(count?.conflicting)).toBeLessThanOrEqual(most);
    }),
    { numRuns: 40, seed: 7 },
  );
}, 120_000);
