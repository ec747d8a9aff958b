import { z } from 'zod';
import { streams } from '@/db/schema/ingest.constants';

const importId = z.uuid();
const names = z.record(z.string().min(1).max(64), z.string().max(1_024));

export const importInput = z.object({ importId });
export type ImportInput = z.infer<typeof importInput>;

/** A file that lies in the store of uploads. `isUtf8`: all of it is well-formed UTF-8. */
export interface StoredFile {
  fileName: string;
  path: string;
  bytes: number;
  isUtf8: boolean;
}

/**
 * `map` names a column, or `@row`, for a field; `set` a value for every row. Columns named like a field map themselves,
 * but for those in `keep`, which stay traits or properties.
 */
const mapping = {
  map: names.default({}),
  set: names.default({}),
  keep: z.array(z.string().max(1_024)).max(2_000).default([]),
};

export const startImportInput = z.object({
  importId,
  stream: z.enum(streams),
  ...mapping,
  dryRun: z.boolean().default(false),
});
export type StartImportInput = z.infer<typeof startImportInput>;

/** Without `mapping` the guesses are judged. */
export const previewImportInput = z.object({
  importId,
  stream: z.enum(streams).optional(),
  mapping: z.object(mapping).optional(),
});
export type PreviewImportInput = z.infer<typeof previewImportInput>;

export const listImportsInput = z.object({
  before: z.int().positive().optional(),
  limit: z.int().min(1).max(100).default(20),
});
export type ListImportsInput = z.infer<typeof listImportsInput>;

export const listRejectedInput = z.object({
  importId,
  after: z.int().min(0).default(0),
  limit: z.int().min(1).max(1_000).default(100),
});
export type ListRejectedInput = z.infer<typeof listRejectedInput>;

/** What the row of an import keeps about its file and how it is read. */
export const importMapping = z.object({
  isUtf8: z.boolean(),
  columns: z.array(z.string()).default([]),
  format: z
    .object({ encoding: z.string(), delimiter: z.string(), newline: z.enum(['\n', '\r']), header: z.boolean() })
    .optional(),
  ...mapping,
});
export type ImportMapping = z.infer<typeof importMapping>;

/** received = stored + duplicate + rejected at every moment; `updated` is part of stored. */
export interface ImportReport {
  received: number;
  stored: number;
  duplicate: number;
  rejected: number;
  updated: number;
  roundedAmounts: number;
  noRate: number;
}
