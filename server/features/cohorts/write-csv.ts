import { requirePermission } from '@/server/auth/require-permission';
import type { ServiceContext } from '@/server/platform/context';
import { getCohortGrid } from './get-grid';
import type { CohortSpec } from './schemas';

const columns = ['start', 'size', 'period', 'value', 'customers', 'ci_low', 'ci_high', 'complete'];

/** A grid as CSV, one line a cell, every cell. */
export async function* writeCohortCsv(ctx: ServiceContext, spec: CohortSpec): AsyncGenerator<string> {
  requirePermission(ctx, 'cohorts:read');
  const { cohorts } = await getCohortGrid(ctx, spec);
  yield `${columns.join(',')}\r\n`;
  for (const { start, size, cells } of cohorts) {
    for (const cell of cells)
      yield `${[start, size, cell.period, cell.value, cell.customers, cell.ciLow ?? '', cell.ciHigh ?? '', cell.complete].join(',')}\r\n`;
  }
}
