import { importLargeFile } from './large-file';
import { describeKills, importFaults, killWhileImporting } from './kills';

/** The long form of what an import promises: many kills over a large file, several seeds. */
export async function run(say: (line: string) => void): Promise<{ holds: boolean; figure: string }> {
  const faults = await importLargeFile({ rows: 1_000_000, by: ['command', 'screen'] }, say);
  for (const seed of [11, 12, 13]) {
    const victims = Array.from({ length: 20 }, (_, i) => (i % 3 === 0 ? 'web' : 'worker') as 'web' | 'worker');
    const figures = await killWhileImporting({ seed, rows: 1_000_000, victims }, say);
    say(describeKills(figures));
    faults.push(...importFaults(figures).map((fault) => `seed ${seed}: ${fault}`));
  }
  return { holds: faults.length === 0, figure: faults.join('; ') || '60 kills, every row once' };
}
