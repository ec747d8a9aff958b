import type { Stream } from '@/db/schema/ingest.constants';
import { streamShapes } from '@/server/features/ingest';
import { AppError } from '@/server/platform/errors';
import type { FileFormat } from './domain/detect-format';
import { type MappingPlan, planMapping } from './domain/plan-mapping';
import { readHead } from './read-rows';

/** Fields of which one must be there: any of these says who did an event. */
export const oneOfFields = (stream: Stream): string[] =>
  stream === 'events' ? ['customer_id', 'contact_id', 'anonymous_id', 'subscription_id'] : [];

export interface ReadingPlan {
  format: FileFormat;
  columns: string[];
  mapping: MappingPlan;
}

/** How the rows of a file become rows of a stream. Throws `invalid` with the reason where they cannot. */
export async function planReading(
  file: { path: string; isUtf8: boolean },
  input: { stream: Stream; map: Record<string, string>; set: Record<string, string>; keep: readonly string[] },
): Promise<ReadingPlan> {
  const wanted = Object.values(input.map).filter((column) => column !== '@row');
  const { format, columns } = await readHead(file, wanted);
  const { fields } = streamShapes[input.stream];
  const oneOf = oneOfFields(input.stream);
  const answer = planMapping({ columns, fields, map: input.map, set: input.set, keep: input.keep, oneOf });
  if (!answer.ok) throw new AppError('invalid', answer.problem, { columns });
  return { format, columns, mapping: answer.plan };
}
