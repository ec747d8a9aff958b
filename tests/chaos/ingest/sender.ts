import { Analytics } from '@segment/analytics-node';

/** What went out and was acknowledged, by the number each call carries. */
export class Ledger {
  readonly acknowledged = new Set<number>();
  /** Requests that were sent and not answered yet. */
  open = 0;
  /** Calls that the client gave up on and that were handed to it again. */
  resent = 0;
  next = 0;
}

/** The first of five days over which the calls are spread. */
const firstDay = Date.UTC(2024, 2, 4, 12);
const DAY_MS = 86_400_000;
const WINDOW = 1_500;

/**
 * Sends numbered calls through the unmodified Segment client until told to stop, never more than a window ahead. A call
 * that the client gives up on goes out again with the same message id: that is what an outbox of a customer does.
 */
export class Sender {
  readonly #client: Analytics;
  readonly #waiting = new Set<number>();
  #stopped = false;

  constructor(
    target: { address: string; key: string },
    private readonly name: string,
    private readonly ledger: Ledger,
  ) {
    this.#client = new Analytics({
      writeKey: target.key,
      host: target.address,
      flushAt: 100,
      flushInterval: 100,
      httpClient: async (url, options) => {
        ledger.open += 1;
        try {
          return await fetch(url, options);
        } finally {
          ledger.open -= 1;
        }
      },
    });
    // Without a listener the emitter throws; what failed comes back through the callback of the call.
    this.#client.on('error', () => {});
  }

  /** Keeps sending; resolves when stopped and everything that went out was acknowledged. */
  async run(): Promise<void> {
    while (!this.#stopped) {
      while (this.#waiting.size < WINDOW && !this.#stopped) this.#send(this.ledger.next++);
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    while (this.#waiting.size > 0) await new Promise((resolve) => setTimeout(resolve, 20));
    await this.#client.closeAndFlush();
  }

  stop(): void {
    this.#stopped = true;
  }

  #send(n: number): void {
    this.#waiting.add(n);
    const done = (problem?: unknown) => {
      if (problem) {
        this.ledger.resent += 1;
        this.#send(n);
        return;
      }
      this.#waiting.delete(n);
      this.ledger.acknowledged.add(n);
    };
    const call = {
      userId: `customer-${n % 997}`,
      messageId: `${this.name}-${n}`,
      timestamp: new Date(firstDay + (n % 5) * DAY_MS + (n % 36_000) * 1_000),
    };
    if (n % 50 === 0) this.#client.identify({ ...call, traits: { n } }, done);
    else if (n % 10 === 0)
      this.#client.track(
        { ...call, event: 'Order Completed', properties: { n, order_id: `o-${n}`, total: (n % 9_000) / 100 } },
        done,
      );
    else this.#client.track({ ...call, event: `step ${n % 7}`, properties: { n } }, done);
  }
}
