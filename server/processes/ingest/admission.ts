/** Room for what is being read, queued or committed, in bytes and in records. Beyond it a sender is asked to come back. */
export interface Room {
  bytes: number;
  records: number;
}

/**
 * Counts what the process holds. No one source may fill more than half of either, so that a busy one leaves room for
 * the others.
 */
export class Admission {
  readonly #held = new Map<string, Room>();
  #bytes = 0;
  #records = 0;

  constructor(private readonly most: Room) {}

  get held(): Room {
    return { bytes: this.#bytes, records: this.#records };
  }

  /** Whether this much fits; then it is held until it is released. */
  tryHold(source: string, room: Room): boolean {
    const own = this.#held.get(source) ?? { bytes: 0, records: 0 };
    const fits =
      this.#bytes + room.bytes <= this.most.bytes &&
      this.#records + room.records <= this.most.records &&
      own.bytes + room.bytes <= this.most.bytes / 2 &&
      own.records + room.records <= this.most.records / 2;
    if (fits) this.#change(source, own, room, 1);
    return fits;
  }

  release(source: string, room: Room): void {
    this.#change(source, this.#held.get(source) ?? { bytes: 0, records: 0 }, room, -1);
  }

  #change(source: string, own: Room, room: Room, sign: 1 | -1): void {
    this.#bytes += sign * room.bytes;
    this.#records += sign * room.records;
    own.bytes += sign * room.bytes;
    own.records += sign * room.records;
    if (own.bytes === 0 && own.records === 0) this.#held.delete(source);
    else this.#held.set(source, own);
  }
}
