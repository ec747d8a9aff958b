export interface EmbeddedPostgres {
  /** URL of the superuser on the `postgres` database: only for creating roles and databases. */
  adminUrl: string;
  port: number;
  /** Process id of the server. */
  pid: number;
  /** Stops the server; does nothing when it is gone already. */
  stop(): Promise<void>;
}

/**
 * Starts PostgreSQL in `dir`, or adopts the one that already runs there (also one left by a kill -9).
 * `fast` gives up durability for tests. `port` asks for a fixed port; otherwise a free one is taken.
 * Throws an Error whose message is one readable line when the server cannot run here.
 */
export function startEmbeddedPostgres(
  dir: string,
  options?: { fast?: boolean; port?: number },
): Promise<EmbeddedPostgres>;

/** A loopback port that was free a moment ago. */
export function findFreePort(): Promise<number>;
