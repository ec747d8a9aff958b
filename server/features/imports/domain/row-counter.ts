const firstSlots = 1 << 12;
/** Twelve bytes a slot: 50 million different rows are 1.6 GB, where splitting the file is the better advice. */
const mostRows = 50_000_000;

/**
 * Counts rows by a 64-bit fingerprint of their text, in typed arrays: 25 MB for a million different rows.
 * Two texts with one fingerprint (2.7e-8 in a million rows) share a count: both keep a key of their own, for the key
 * holds the text too, and the same file gives the same keys.
 */
export class RowCounter {
  private slots = firstSlots;
  private high = new Uint32Array(firstSlots);
  private low = new Uint32Array(firstSlots);
  private counts = new Uint32Array(firstSlots);
  private used = 0;

  /** How often `text` was counted before; counts it. Throws RangeError past 50 million different texts. */
  next(text: string): number {
    const [high, low] = fingerprint(text);
    const slot = this.find(high, low);
    const before = this.counts[slot] ?? 0;
    this.counts[slot] = before + 1;
    if (before > 0) return before;
    this.high[slot] = high;
    this.low[slot] = low;
    this.used += 1;
    if (this.used > mostRows) throw new RangeError('too many different rows without an id');
    if (this.used * 3 > this.slots * 2) this.grow();
    return 0;
  }

  private find(high: number, low: number): number {
    const mask = this.slots - 1;
    let slot = low & mask;
    while (this.counts[slot] !== 0 && (this.high[slot] !== high || this.low[slot] !== low)) slot = (slot + 1) & mask;
    return slot;
  }

  private grow(): void {
    const { high, low, counts } = this;
    this.slots *= 2;
    this.high = new Uint32Array(this.slots);
    this.low = new Uint32Array(this.slots);
    this.counts = new Uint32Array(this.slots);
    for (let i = 0; i < counts.length; i += 1) {
      const count = counts[i] ?? 0;
      if (count === 0) continue;
      const slot = this.find(high[i] ?? 0, low[i] ?? 0);
      this.high[slot] = high[i] ?? 0;
      this.low[slot] = low[i] ?? 0;
      this.counts[slot] = count;
    }
  }
}

/** Two 32-bit lanes over the UTF-16 units (the cyrb53 construction, both lanes kept). */
function fingerprint(text: string): [high: number, low: number] {
  let a = 0xdeadbeef;
  let b = 0x41c6ce57;
  for (let i = 0; i < text.length; i += 1) {
    const unit = text.charCodeAt(i);
    a = Math.imul(a ^ unit, 2654435761);
    b = Math.imul(b ^ unit, 1597334677);
  }
  a = Math.imul(a ^ (a >>> 16), 2246822507) ^ Math.imul(b ^ (b >>> 13), 3266489909);
  b = Math.imul(b ^ (b >>> 16), 2246822507) ^ Math.imul(a ^ (a >>> 13), 3266489909);
  return [b >>> 0, a >>> 0];
}
