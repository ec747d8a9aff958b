import { randomUUID } from 'node:crypto';
import type { EngineHandle, OpenEngine } from './engine';
import { sqlIdentifier, sqlString } from './parameters';

/** What a connection is set up with: nothing of it changes while the connection lives. */
export interface ConnectionSetup {
  database: string | undefined;
  settings: string;
  readonly: boolean;
}

export interface Connection {
  signature: string;
  mark: string;
  handle: EngineHandle;
}

/**
 * A connection carries exactly one set of settings for its whole life and serves one request at a time, so nothing can
 * leak between requests; keeping it for the next request with the same settings saves the SET (2 ms).
 */
export class Connections {
  private readonly engine: OpenEngine;
  private readonly maxIdle: number;
  private idle: Connection[] = [];
  private closed = false;

  constructor(engine: OpenEngine, maxIdle = 24) {
    this.engine = engine;
    this.maxIdle = maxIdle;
  }

  async take(setup: ConnectionSetup): Promise<Connection> {
    const signature = JSON.stringify([setup.readonly, setup.database, setup.settings]);
    const index = this.idle.findLastIndex((connection) => connection.signature === signature);
    const [kept] = index < 0 ? [] : this.idle.splice(index, 1);
    return kept ?? (await this.open(signature, setup));
  }

  /** `keep` is false after an error: a failed stream stays in the engine's process list until its connection closes. */
  give(connection: Connection, keep: boolean): void {
    // A deduplication token never comes back, so its connection would only push out useful ones.
    const mayRecur = !connection.signature.includes('insert_deduplication_token');
    if (keep && mayRecur && !this.closed) this.idle.push(connection);
    else this.engine.native.CloseConnection(connection.handle);
    while (this.idle.length > this.maxIdle) this.closeOldest();
  }

  /**
   * Query ids cannot be set, so the mark is `log_comment`. SYNC would wait on a thread of the same pool and can hang;
   * ASYNC returns at once.
   */
  async kill({ mark }: Connection): Promise<void> {
    const sql = `KILL QUERY WHERE Settings['log_comment'] = ${sqlString(mark)} ASYNC`;
    await this.engine.native.QueryAsyncConnection(this.engine.keeper, sql, 'Null');
  }

  close(): void {
    this.closed = true;
    while (this.idle.length > 0) this.closeOldest();
  }

  private closeOldest(): void {
    const oldest = this.idle.shift();
    if (oldest) this.engine.native.CloseConnection(oldest.handle);
  }

  private async open(signature: string, { database, settings, readonly }: ConnectionSetup): Promise<Connection> {
    const { native, directory } = this.engine;
    const connection = { signature, mark: randomUUID(), handle: native.CreateConnection(directory) };
    const use = database === undefined ? [] : [`USE ${sqlIdentifier(database)}`];
    const set = `SET ${settings}, log_comment=${sqlString(connection.mark)}`;
    try {
      for (const sql of [...use, set, ...(readonly ? ['SET readonly=1'] : [])]) {
        await native.QueryAsyncConnection(connection.handle, sql, 'Null');
      }
      return connection;
    } catch (error) {
      native.CloseConnection(connection.handle);
      throw error;
    }
  }
}
