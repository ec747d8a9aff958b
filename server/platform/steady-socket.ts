import net from 'node:net';

const TURN_MS = 25;
/**
 * Quiet for so many turns outside a transaction, nobody is going to write any more; inside one, once it heard of the loss.
 * Turns of the loop and not time: on a crowded machine time passes while nobody has had a turn to write.
 */
const QUIET_TURNS = { outside: 1, inside: 10 };

const connectionClosed = () =>
  Object.assign(new Error('the connection to the record was lost'), { code: 'CONNECTION_CLOSED' });

/**
 * A socket that tells of its loss in an order that the driver survives. The driver (postgres 3.4.9, its issues 1154 and
 * 1208) writes to a socket it has dropped when a transaction ends after its connection was lost, which ends the whole
 * process, and forgets a write that was waiting, which blocks the connection for ever. So what is in flight fails first,
 * later writes fail too, and only when the transaction has heard of it is the socket said to be closed.
 */
class SteadySocket extends net.Socket {
  private isLost = false;
  private hasHeard = false;
  private quietTurns = 0;
  private isInTransaction = false;
  private isAnswered = true;
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
    // A transaction with nothing in flight (a lease) hears of it by its next write, for there always is one.
    if (!this.isInTransaction || !this.isAnswered) this.hasHeard = true;
    this.fail();
    this.closeWhenQuiet(given);
    return true;
  }

  private writeOrFail(args: unknown[]): boolean {
    this.isAnswered = false;
    const isGone = this.isLost || this.destroyed || this.readableEnded;
    if (!isGone) return Reflect.apply(net.Socket.prototype.write, this, args) as boolean;
    this.hasHeard = true;
    this.quietTurns = 0;
    this.fail();
    return false;
  }

  private noteState(data: Buffer): void {
    this.tail = data.length < 6 ? Buffer.concat([this.tail, data]).subarray(-6) : data.subarray(-6);
    if (this.tail.length < 6 || this.tail[0] !== 0x5a || this.tail.readUInt32BE(1) !== 5) return;
    this.isAnswered = true;
    this.isInTransaction = this.tail[5] !== 0x49;
  }

  private fail(): void {
    setImmediate(() => this.listenerCount('error') > 0 && super.emit('error', connectionClosed()));
  }

  private closeWhenQuiet(hadError: unknown): void {
    const wanted = this.isInTransaction ? QUIET_TURNS.inside : QUIET_TURNS.outside;
    const look = () => {
      this.quietTurns += this.hasHeard ? 1 : 0;
      if (this.quietTurns <= wanted) this.closeWhenQuiet(hadError);
      else super.emit('close', hadError);
    };
    setTimeout(() => setImmediate(look), TURN_MS);
  }
}

/** For the driver's `socket` option. It may write before the connection stands. */
export function steadySocket(options: { host: string | string[]; port: number | number[] }): net.Socket {
  const [host, port] = [[options.host].flat()[0], [options.port].flat()[0]];
  return new SteadySocket().connect(port ?? 5432, host ?? 'localhost');
}
