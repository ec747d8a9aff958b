import { parentPort, workerData } from 'node:worker_threads';
import { reportOf } from '@/server/features/clv';
import type { FitMessage, FitOrder } from '../worker/fit-in-thread';

/** Works one report out in a thread of the worker; `fit-in-thread.ts` starts it. It reads and writes nothing. */
const { data } = workerData as FitOrder;
const tell = (message: FitMessage) => parentPort?.postMessage(message);
tell({ report: reportOf(data, (begun) => tell({ begun })) });
