import { eq, isNull, sql } from 'drizzle-orm';
import { segments, segmentVersions } from '@/db/schema';
import type { Rule, RuleNode, SealedRule, SegmentVersion } from '@/db/schema/segments.constants';
import { minorDigitsOf } from '@/server/features/ingest';
import { getAsOfDay } from '@/server/features/workspaces';
import { dayNumberOf } from '@/server/platform/calendar';
import type { ServiceContext } from '@/server/platform/context';
import type { Tx } from '@/server/platform/database';
import { AppError } from '@/server/platform/errors';
import { inWorkspace } from '@/server/platform/transaction';
import { type ExpandedNode, expandRule, mapSegments, segmentsIn } from './domain/expand';
import type { Place } from './domain/predicates';
import { ruleSchema } from './schemas';

export type StoredSegment = typeof segments.$inferSelect;

/** A segment of this workspace, archived or not, locked for a change. Throws `not_found`. */
export async function getSegmentInWorkspace(tx: Tx, ctx: ServiceContext, segmentId: string): Promise<StoredSegment> {
  const [segment] = await tx
    .select()
    .from(segments)
    .where(inWorkspace(ctx, segments, eq(segments.id, segmentId)))
    .for('update');
  if (!segment) throw new AppError('not_found', 'This segment does not exist.');
  return segment;
}

/** One change of segments at a time, so that two cannot make a circle or take one name together. */
export async function lockSegments(tx: Tx, ctx: ServiceContext): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`segments ${ctx.workspace.id}`}, 0))`);
}

export function requireFreeName(book: SegmentBook, name: string): void {
  if (book.entries.some((entry) => entry.name.toLowerCase() === name.toLowerCase()))
    throw new AppError('conflict', 'A segment of this name exists already.', { field: 'name' });
}

export interface BookEntry extends SegmentVersion {
  rule: Rule;
}

/** Segments that are not archived, with their rules as stored: other segments stand in them by id. */
export interface SegmentBook {
  entries: readonly BookEntry[];
  /** By id, or by name in any case. Throws `not_found`. */
  get(reference: string): BookEntry;
  /** What a rule asks for when everything it refers to is written out. Throws `invalid` for a circle. */
  expand(node: RuleNode): ExpandedNode;
  /** References as they are kept, and as they are shown. */
  toStored(rule: Rule): Rule;
  toWritten(rule: Rule): Rule;
  /** Segments whose rule names this one. */
  usersOf(segmentId: string): BookEntry[];
}

const withVersion = (node: RuleNode): Rule => ({ v: 1, ...node });

export function createBook(entries: readonly BookEntry[]): SegmentBook {
  const byReference = new Map(entries.flatMap((entry) => [[entry.id, entry] as const]));
  const byName = new Map(entries.map((entry) => [entry.name.toLowerCase(), entry]));
  const get = (reference: string): BookEntry => {
    const found = byReference.get(reference) ?? byName.get(reference.toLowerCase());
    if (!found) throw new AppError('not_found', `There is no segment “${reference}”.`, { segment: reference });
    return found;
  };
  const expand = (node: RuleNode, way: readonly BookEntry[]): ExpandedNode =>
    expandRule(node, (reference) => {
      const entry = get(reference);
      if (way.includes(entry))
        throw new AppError('invalid', `The segment “${entry.name}” would be part of itself.`, { field: 'rule' });
      return expand(entry.rule, [...way, entry]);
    });
  return {
    entries,
    get,
    expand: (node) => expand(node, []),
    toStored: (rule) => withVersion(mapSegments(rule, (reference) => get(reference).id)),
    toWritten: (rule) => withVersion(mapSegments(rule, (id) => byReference.get(id)?.name ?? id)),
    usersOf: (id) => entries.filter(({ rule }) => segmentsIn(rule).includes(id)),
  };
}

export async function readBook(tx: Tx, ctx: ServiceContext): Promise<SegmentBook> {
  const rows = await tx
    .select({ id: segments.id, name: segments.name, version: segments.version, rule: segmentVersions.rule })
    .from(segments)
    .innerJoin(
      segmentVersions,
      inWorkspace(
        ctx,
        segmentVersions,
        eq(segmentVersions.segmentId, segments.id),
        eq(segmentVersions.version, segments.version),
      ),
    )
    .where(inWorkspace(ctx, segments, isNull(segments.archivedAt)))
    .orderBy(segments.name, segments.id);
  return createBook(rows.map((row) => ({ ...row, rule: ruleSchema.parse(row.rule) })));
}

/** What rules are asked by: the day in the workspace's zone, its zone and its currency. */
export async function placeOf(ctx: ServiceContext, at: string | undefined): Promise<Place & { day: string }> {
  const { timezone, currency } = ctx.workspace;
  return placeAt({ asOf: at ?? (await getAsOfDay(ctx)).day, timezone, currency });
}

export function placeAt(given: Pick<SealedRule, 'asOf' | 'timezone' | 'currency'>): Place & { day: string } {
  const digits = minorDigitsOf(given.currency);
  if (digits === undefined) throw new AppError('precondition', `${given.currency} is not a currency of ISO 4217.`);
  return { day: given.asOf, asOf: dayNumberOf(given.asOf), zone: given.timezone, digits };
}
