import type { KeyedSource } from '@/server/features/sources';
import type { Clock } from '@/server/platform/clock';

const REMEMBERED_MS = 800;
const MOST = 10_000;

interface Entry {
  until: number;
  source: Promise<KeyedSource | undefined>;
}

/** Remembers for less than a second what a write key leads to, so that a revoked key is refused within that time. */
export class WriteKeyCache {
  readonly #entries = new Map<string, Entry>();

  constructor(
    private readonly clock: Clock,
    private readonly find: (key: string) => Promise<KeyedSource | undefined>,
  ) {}

  /** Rejects as `find` does; a failure is not remembered. */
  get(key: string): Promise<KeyedSource | undefined> {
    const now = this.clock.nowMs();
    const known = this.#entries.get(key);
    if (known && known.until > now) return known.source;
    if (this.#entries.size >= MOST) this.#entries.clear();
    const source = this.find(key);
    this.#entries.set(key, { until: now + REMEMBERED_MS, source });
    source.catch(() => this.#entries.delete(key));
    return source;
  }
}
