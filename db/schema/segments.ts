import { integer, jsonb, pgTable, primaryKey, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { sql } from 'drizzle-orm';
import { createdAt, instant, workspaceId } from './columns';
import type { Rule } from './segments.constants';
import { workspaces } from './workspaces';

/** A named rule. `version` is the current one; a name belongs to one segment that is not archived. */
export const segments = pgTable(
  'segments',
  {
    workspaceId: workspaceId().references(() => workspaces.workspaceId, { onDelete: 'cascade' }),
    id: uuid().notNull(),
    name: text().notNull(),
    description: text().notNull().default(''),
    version: integer().notNull(),
    createdAt: createdAt(),
    updatedAt: instant().notNull(),
    archivedAt: instant(),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.id] }),
    uniqueIndex('segments_name').on(t.workspaceId, sql`lower(${t.name})`).where(sql`${t.archivedAt} is null`),
  ],
);

/** Every rule a segment ever had. Other segments stand in it by their id, so that a name may change. */
export const segmentVersions = pgTable(
  'segment_versions',
  {
    workspaceId: workspaceId().references(() => workspaces.workspaceId, { onDelete: 'cascade' }),
    segmentId: uuid().notNull(),
    version: integer().notNull(),
    rule: jsonb().$type<Rule>().notNull(),
    createdBy: text().notNull(),
    createdAt: createdAt(),
  },
  (t) => [primaryKey({ columns: [t.workspaceId, t.segmentId, t.version] })],
);
