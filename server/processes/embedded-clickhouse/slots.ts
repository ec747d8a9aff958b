import { ClickHouseError } from './clickhouse-error';

/** At most `size` holders and a bounded queue: beyond it callers get 503 at once instead of a growing heap. */
export class Slots {
  private readonly size: number;
  private readonly maxQueue: number;
  private readonly waiting: (() => void)[] = [];
  private held = 0;

  constructor(size: number, maxQueue: number) {
    this.size = size;
    this.maxQueue = maxQueue;
  }

  get active(): number {
    return this.held;
  }

  async take(): Promise<void> {
    if (this.held < this.size) {
      this.held++;
      return;
    }
    if (this.waiting.length >= this.maxQueue) {
      throw new ClickHouseError(503, 202, 'TOO_MANY_SIMULTANEOUS_QUERIES', 'Too many simultaneous queries');
    }
    await new Promise<void>((resolve) => this.waiting.push(resolve));
  }

  /** Hands the slot to the longest waiting caller, if any. */
  give(): void {
    const next = this.waiting.shift();
    if (next) next();
    else this.held--;
  }
}
