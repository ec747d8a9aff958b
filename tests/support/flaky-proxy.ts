import { once } from 'node:events';
import net from 'node:net';

/** A way to a store that can be cut at any message of its client. */
export interface FlakyProxy {
  port: number;
  /** Cuts all connections at the client's `n`-th next message: before it reaches the store, or before its answer comes back. */
  cutAt(n: number, side: 'before' | 'after'): void;
  /** Cuts nothing any more; says whether it had. */
  mend(): boolean;
  close(): Promise<void>;
}

export async function startFlakyProxy(target: { host: string; port: number }): Promise<FlakyProxy> {
  const open = new Set<net.Socket>();
  let left = 0;
  let side: 'before' | 'after' = 'before';
  let hasCut = false;
  const cut = () => {
    hasCut = true;
    for (const socket of open) socket.destroy();
  };
  const server = net.createServer((client) => {
    const store = net.connect(target);
    for (const socket of [client, store]) {
      open.add(socket);
      socket.setNoDelay(true);
      socket.on('error', () => {});
      socket.on('close', () => {
        open.delete(socket);
        client.destroy();
        store.destroy();
      });
    }
    store.on('data', (data) => client.write(data));
    client.on('data', (data) => {
      left -= 1;
      if (left === 0 && side === 'before') return cut();
      store.write(data);
      if (left === 0) setTimeout(cut, 1);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as net.AddressInfo).port,
    cutAt(n, at) {
      [left, side, hasCut] = [n, at, false];
    },
    mend() {
      left = 0;
      return hasCut;
    },
    close: async () => {
      for (const socket of open) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}
