import { sql } from 'drizzle-orm';
import {
  type AnalyticsReader,
  type AnalyticsWriter,
  createAnalyticsReader,
  createAnalyticsWriter,
} from '@/server/analytics';
import { systemClock } from '@/server/platform/clock';
import type { PersonContext, ServiceContext, Workspace } from '@/server/platform/context';
import { Database } from '@/server/platform/database';
import { areStoresLater, type CliEnv, cliEnv, readProcessEnv, storesNeededExit } from '@/server/platform/env';
import { AppError } from '@/server/platform/errors';
import { type KeyRing, parseKeys } from '@/server/platform/keys';
import { createLogger } from '@/server/platform/logger';
import { systemRng } from '@/server/platform/rng';
import { withoutWall } from '@/server/platform/transaction';

/** The running stores as one command sees them; each is opened when it is first asked for. */
export class Stores {
  private readonly closers: (() => Promise<void>)[] = [];
  // Ends at once, before anything was done, so that no catch can take it for a failure.
  readonly env = lazy<CliEnv>(() => (areStoresLater() ? process.exit(storesNeededExit) : readProcessEnv(cliEnv)));
  readonly keys = lazy<KeyRing>(() => parseKeys(this.env().HOLDFAST_KEYS, this.env().HOLDFAST_DIR));
  /** Role holdfast_system. */
  readonly system = this.opened(
    () => new Database(this.env().DATABASE_SYSTEM_URL, { max: 4, name: `holdfast ${this.name}` }),
  );
  /** Role holdfast_app, for verbs of a person. */
  readonly app = this.opened(
    () => new Database(this.env().DATABASE_APP_URL, { max: 2, name: `holdfast ${this.name}` }),
  );
  readonly reader = this.opened<AnalyticsReader>(() => createAnalyticsReader(this.env().CLICKHOUSE_READER_URL));
  readonly writer = this.opened<AnalyticsWriter>(() => createAnalyticsWriter(this.env().CLICKHOUSE_URL));

  /** `name` is the command's, as it stands in the audit log. */
  constructor(private readonly name: string) {}

  /** The workspace of a slug, acted in as this command. Throws AppError `not_found`. */
  async openWorkspace(slug: string): Promise<ServiceContext> {
    return this.inWorkspace(await findWorkspace(this.system(), slug));
  }

  inWorkspace(workspace: Workspace): ServiceContext {
    return {
      ...this.surroundings(),
      workspace,
      actor: { kind: 'command', name: this.name },
      db: this.system(),
      ch: this.reader().forWorkspace(workspace.no),
    };
  }

  /** For verbs of a person before anyone is signed in. */
  personContext(): PersonContext {
    const client = { address: 'command line', userAgent: this.name };
    return { ...this.surroundings(), person: undefined, client, db: this.app() };
  }

  async close(): Promise<void> {
    await Promise.all(this.closers.map((close) => close()));
  }

  private surroundings() {
    const log = createLogger({ process: 'cli', level: this.env().LOG_LEVEL });
    return { keys: this.keys(), clock: systemClock, rng: systemRng, log };
  }

  private opened<T extends { close(): Promise<void> }>(open: () => T): () => T {
    return lazy(() => {
      const made = open();
      this.closers.push(() => made.close());
      return made;
    });
  }
}

function lazy<T extends object>(make: () => T): () => T {
  let made: T | undefined;
  return () => {
    made ??= make();
    return made;
  };
}

async function findWorkspace(db: Database, slug: string): Promise<Workspace> {
  const [row] = await withoutWall(db, (tx) =>
    tx.execute<Record<string, unknown> & Workspace>(sql`select * from find_workspace(${slug})`),
  );
  if (!row) throw new AppError('not_found', `There is no workspace ${slug}.`, { slug });
  const { id, no, name, count, currency, timezone } = row;
  return { id, no, slug, name, count, currency, timezone };
}
