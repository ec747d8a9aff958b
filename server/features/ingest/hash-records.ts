import { keyedHash } from '@/server/platform/keys';
import type { AcceptedRecord } from './schemas';

/** A record with the keyed hashes that stand for it in the record of keys, and its body as it will be stored. */
export interface HashedRecord {
  index: number;
  record: AcceptedRecord;
  key: Buffer;
  hash: Buffer;
  once: { key: Buffer; hash: Buffer } | undefined;
  bodyText: string;
}

/** 16 bytes of HMAC-SHA256 under the workspace's secret for every key and for what a second body is compared by. */
export function hashRecords(records: readonly AcceptedRecord[], secret: Buffer): HashedRecord[] {
  return records.map((record, index) => {
    const bodyText = JSON.stringify(record.body);
    const { once } = record;
    return {
      index,
      record,
      key: keyedHash(secret, record.keyText),
      hash: keyedHash(secret, `${record.kind}\n${record.compareText ?? bodyText}`),
      once: once && {
        key: keyedHash(secret, once.keyText),
        hash: keyedHash(secret, `${record.kind}\n${once.compareText}`),
      },
      bodyText,
    };
  });
}
