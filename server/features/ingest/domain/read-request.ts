import type { AcceptedRecord } from '../schemas';
import { batchSlices } from './batch-slices';
import { isLongerThan } from './check-text';
import { isRecord } from './check-value';
import { maxBatchEvents, maxEventBytes } from './limits';
import { type CallContext, type CallType, normaliseCall } from './normalise-call';
import { parseSentTime } from './parse-time';

/** A clock that differs by less than this is right: the difference is the way through the network. */
const toleratedSkewMs = 1_000;

/** What a request holds: each call is either a record, with its place in the request, or refused. */
export interface ReadRequest {
  records: { index: number; record: AcceptedRecord }[];
  /** `raw` is the call as it was written. */
  rejects: { index: number; raw: string; reason: string }[];
}

export type RequestContext = Omit<CallContext, 'skewMs' | 'isPlain' | 'isSmall'> & {
  /** Unique to the request. */
  arrival: string;
};

/** Reads the parsed body of a request. `text` is what it was parsed from; `type` undefined means a batch. */
export function readRequest(
  body: unknown,
  text: string,
  { type, ...ctx }: RequestContext & { type: CallType | undefined },
): ReadRequest {
  if (!isRecord(body)) return refused(text, 'body: is not a JSON object');
  const at = {
    ...ctx,
    skewMs: skewOf(body.sentAt, ctx.nowMs),
    isPlain: !text.includes('\\u'),
    isSmall: !isLongerThan(text, maxEventBytes),
  };
  if (type !== undefined) return readCalls([{ ...body, type }], () => [text], at);
  if (!Array.isArray(body.batch)) return refused(text, 'batch: is not a list of calls');
  return readCalls(body.batch, () => batchSlices(text, 'batch'), at);
}

/** A request of which nothing can be read: one refused record with everything that came. */
export const refused = (raw: string, reason: string): ReadRequest => ({
  records: [],
  rejects: [{ index: 0, raw, reason }],
});

function readCalls(calls: unknown[], rawTexts: () => string[], ctx: CallContext & { arrival: string }): ReadRequest {
  const read: ReadRequest = { records: [], rejects: [] };
  let raws: string[] | undefined;
  for (const [index, call] of calls.entries()) {
    const result =
      index < maxBatchEvents
        ? normaliseCall(call, ctx, `${ctx.arrival}:${index}`)
        : { ok: false as const, reason: `batch: holds more than ${maxBatchEvents} events` };
    if (result.ok) {
      read.records.push({ index, record: result.value });
      continue;
    }
    raws ??= rawTexts();
    read.rejects.push({ index, raw: raws[index] ?? '', reason: result.reason });
  }
  return read;
}

function skewOf(sentAt: unknown, nowMs: number): number {
  const sent = parseSentTime(sentAt);
  if (sent === undefined) return 0;
  return Math.abs(nowMs - sent) < toleratedSkewMs ? 0 : nowMs - sent;
}
