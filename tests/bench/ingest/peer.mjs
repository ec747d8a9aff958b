// The loop that one would write by hand, a process of its own, without HTTP, checks or walls: rows go straight into a
// table of the same shape in the same cluster. Source of the batched form: the multi-row insert over unnest of the
// PostgreSQL manual (9.19, array functions). Input: { url, run, count, batch, connections }, then any message to begin.
import postgres from 'postgres';
import { eventOf } from './events.mjs';

const workspace = '00000000-0000-7000-8000-000000000001';

process.once('message', async ({ url, run, count, batch, connections }) => {
  const sql = postgres(url, { max: connections, onnotice: () => {} });
  const rows = Array.from({ length: count }, (_, n) => eventOf(run, n));
  await Promise.all(Array.from({ length: connections }, () => sql`select 1`));
  process.send({ ready: true });
  process.once('message', async () => {
    const work = batch > 1 ? batches(sql, rows, batch) : singles(sql, rows);
    process.send(await measure(work, connections));
    await sql.end();
    process.disconnect();
  });
});

function batches(sql, rows, batch) {
  return Array.from({ length: Math.ceil(rows.length / batch) }, (_, b) => {
    const part = rows.slice(b * batch, (b + 1) * batch);
    const keys = part.map(({ key }) => key);
    const bodies = part.map(({ body }) => body);
    return () => sql`insert into bench_raw (workspace_id, key, received_at, source_id, kind, body)
      select ${workspace}, key, now(), ${workspace}, 'events', body::jsonb
      from unnest(${sql.array(keys, 1001)}::bytea[], ${sql.array(bodies, 1009)}::text[]) as given (key, body)`;
  });
}

const singles = (sql, rows) =>
  rows.map(
    ({ key, body }) =>
      () =>
        sql`insert into bench_raw (workspace_id, key, received_at, source_id, kind, body)
        values (${workspace}, ${key}, now(), ${workspace}, 'events', ${body}::text::jsonb)`,
  );

async function measure(work, connections) {
  const latencies = new Float64Array(work.length);
  let next = 0;
  let done = 0;
  const startedAt = performance.now();
  const worker = async () => {
    while (next < work.length) {
      const at = performance.now();
      await work[next++]();
      latencies[done++] = performance.now() - at;
    }
  };
  await Promise.all(Array.from({ length: connections }, worker));
  const seconds = (performance.now() - startedAt) / 1000;
  latencies.sort();
  const at = (share) => latencies[Math.min(latencies.length - 1, Math.floor(latencies.length * share))];
  return { seconds, p50: at(0.5), p99: at(0.99) };
}
