import { createKeyedHasher } from '@/server/platform/keyed-hasher';
import type { AcceptedRecord } from './schemas';

/** A record with the keyed hashes (hexadecimal) that stand for it among the keys, and its body as it will be stored. */
export interface HashedRecord {
  index: number;
  record: AcceptedRecord;
  key: string;
  hash: string;
  once: { key: string; hash: string } | undefined;
  bodyText: string;
}

/** 16 bytes of HMAC-SHA256 under the workspace's secret for every key and for what a second body is compared by. */
export function hashRecords(records: readonly AcceptedRecord[], secret: Buffer): HashedRecord[] {
  const hash = createKeyedHasher(secret);
  return records.map((record, index) => {
    const bodyText = JSON.stringify(record.body);
    const { kind, once } = record;
    return {
      index,
      record,
      key: hash(record.keyText),
      hash: hash(`${kind}\n${record.compareText ?? bodyText}`),
      once: once && { key: hash(once.keyText), hash: hash(`${kind}\n${once.compareText}`) },
      bodyText,
    };
  });
}
