import { Worker } from 'node:worker_threads';
import type { ComputeFit, FitData } from '@/server/features/clv';
import type { ClvReport } from '@/server/features/clv/schemas';

export interface FitOrder {
  data: FitData;
}
export type FitMessage = { begun: number } | { report: ClvReport };

/** Computes in a thread of its own, so that everything else here goes on. `program` is the bundle of fit-thread. */
export const fitInThread =
  (program: URL): ComputeFit =>
  (data, { signal, onModel }) =>
    new Promise((resolve, reject) => {
      signal.throwIfAborted();
      const order: FitOrder = { data };
      const { x, tx, T, repeatMinor, customers } = data.valued;
      const moved = [x, tx, T, repeatMinor, customers].map(({ buffer }) => buffer as ArrayBuffer);
      const thread = new Worker(program, { workerData: order, transferList: moved, env: {} });
      const stop = () => {
        reject(signal.reason);
        void thread.terminate();
      };
      signal.addEventListener('abort', stop, { once: true });
      thread.on('message', (message: FitMessage) => {
        if ('report' in message) resolve(message.report);
        else onModel(message.begun);
      });
      thread.on('error', reject);
      thread.on('exit', (code) => {
        signal.removeEventListener('abort', stop);
        reject(new Error(`the thread of a fit ended with ${code}`));
      });
    });
