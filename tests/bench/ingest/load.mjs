// Load generator, a process of its own. Everything is prepared before the clock starts, so that it takes as little as it
// can from what it measures. Input: { port, file, connections }, then any message to begin. Output: ready, then figures.
import fs from 'node:fs';
import net from 'node:net';

process.once('message', ({ port, file, connections }) => {
  const requests = readRequests(file);
  process.send({ ready: true });
  process.once('message', () => run(port, requests, connections));
});

/** Requests of a file: each is its length in four bytes and itself. */
function readRequests(file) {
  const bytes = fs.readFileSync(file);
  const requests = [];
  for (let at = 0; at < bytes.length; ) {
    const length = bytes.readUInt32LE(at);
    requests.push(bytes.subarray(at + 4, at + 4 + length));
    at += 4 + length;
  }
  return requests;
}

async function run(port, requests, connections) {
  const latencies = new Float64Array(requests.length);
  const totals = { accepted: 0, other: 0 };
  let next = 0;
  let answered = 0;
  const startedAt = performance.now();
  await Promise.all(
    Array.from({ length: connections }, () =>
      converse(port, (answer, sentAt) => {
        if (answer) {
          latencies[answered++] = performance.now() - sentAt;
          if (answer.status === 200) totals.accepted += answer.accepted;
          else totals.other += 1;
        }
        return requests[next++];
      }),
    ),
  );
  const seconds = (performance.now() - startedAt) / 1000;
  latencies.sort();
  const at = (share) => latencies[Math.min(latencies.length - 1, Math.floor(latencies.length * share))];
  process.send({ seconds, ...totals, p50: at(0.5), p99: at(0.99) });
  process.disconnect();
}

/** One connection that sends the next request when the last one was answered; resolves when there is none. */
function converse(port, nextRequest) {
  return new Promise((resolve, reject) => {
    const socket = net.connect({ port, host: '127.0.0.1', noDelay: true });
    let text = '';
    let sentAt = 0;
    const send = (answer) => {
      const request = nextRequest(answer, sentAt);
      if (!request) {
        socket.end();
        resolve();
        return;
      }
      sentAt = performance.now();
      socket.write(request);
    };
    socket.setEncoding('latin1');
    socket.on('connect', () => send());
    socket.on('error', reject);
    socket.on('data', (chunk) => {
      text += chunk;
      const answer = readAnswer(text);
      if (!answer) return;
      text = '';
      send(answer);
    });
  });
}

function readAnswer(text) {
  const headEnd = text.indexOf('\r\n\r\n');
  if (headEnd < 0) return undefined;
  const length = Number(/content-length: (\d+)/i.exec(text)?.[1] ?? 0);
  if (text.length < headEnd + 4 + length) return undefined;
  return { status: Number(text.slice(9, 12)), accepted: Number(/"accepted":(\d+)/.exec(text)?.[1] ?? 0) };
}
