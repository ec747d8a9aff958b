import { AsyncLocalStorage } from 'node:async_hooks';
import net from 'node:net';

/** A transaction as the socket below it knows it. */
export interface Holder {
  isLost: boolean;
}
/** The transaction that the code is in: what it writes tells a socket whom it serves. */
export const holders = new AsyncLocalStorage<Holder>();

export const connectionClosed = (cause?: unknown) =>
  Object.assign(new Error('the connection to the record was lost', { cause }), { code: 'CONNECTION_CLOSED' });

/**
 * A socket that tells of its loss in an order that the driver survives (postgres 3.4.9, its issues 1154 and 1208). The
 * driver keeps small writes for the next check phase of the loop; it forgets one that waits when the socket closes, which
 * blocks the connection for ever. So what is in flight and what is written yet fails first, in a check phase, and the
 * socket is said to be closed at the start of the next turn, when nothing waits. Its transaction is marked as lost at once.
 */
class SteadySocket extends net.Socket {
  private isLost = false;
  private holder: Holder | undefined;
  private isInTransaction = false;
  /** The last bytes received: `Z`, four bytes of length and the state end every answer. */
  private tail: Buffer = Buffer.alloc(0);

  constructor() {
    super();
    // Node itself sets `write` of a socket, on connecting and when the other side has ended it.
    const guarded = (...args: unknown[]) => this.writeOrFail(args);
    Object.defineProperty(this, 'write', { get: () => guarded, set: () => {} });
  }

  override emit(event: string | symbol, ...args: unknown[]): boolean {
    const [given] = args;
    if (event === 'data' && Buffer.isBuffer(given)) this.noteState(given);
    if (event !== 'close' || this.isLost) return super.emit(event, ...args);
    this.isLost = true;
    this.loseTransaction();
    setImmediate(() => {
      this.fail();
      // Without an error the driver fails what was given to it meanwhile.
      setTimeout(() => super.emit('close', false), 0);
    });
    return true;
  }

  private writeOrFail(args: unknown[]): boolean {
    this.holder = holders.getStore() ?? this.holder;
    const isGone = this.isLost || this.destroyed || this.readableEnded;
    if (!isGone) return Reflect.apply(net.Socket.prototype.write, this, args) as boolean;
    this.loseTransaction();
    setImmediate(() => this.fail());
    return false;
  }

  private loseTransaction(): void {
    if (this.isInTransaction && this.holder) this.holder.isLost = true;
  }

  private noteState(data: Buffer): void {
    this.tail = data.length < 6 ? Buffer.concat([this.tail, data]).subarray(-6) : data.subarray(-6);
    if (this.tail.length < 6 || this.tail[0] !== 0x5a || this.tail.readUInt32BE(1) !== 5) return;
    this.isInTransaction = this.tail[5] !== 0x49;
  }

  private fail(): void {
    if (this.listenerCount('error') > 0) super.emit('error', connectionClosed());
  }
}

/** For the driver's `socket` option. It may write before the connection stands, and outlives whoever asked for it first. */
export function steadySocket(options: { host: string | string[]; port: number | number[] }): net.Socket {
  const [host, port] = [[options.host].flat()[0], [options.port].flat()[0]];
  return holders.exit(() => new SteadySocket().connect(port ?? 5432, host ?? 'localhost'));
}
