const firstSlots = 1 << 12;
/** Twelve bytes a slot: 50 million different texts are 1.6 GB, where splitting the file is the better advice. */
const mostTexts = 50_000_000;

/**
 * A number for each text, in typed arrays: 25 MB for a million texts, which are kept as 64-bit fingerprints only.
 * Two texts with one fingerprint (2.7e-8 in a million) share their number, and do so again for the same file.
 */
export class TextNumbers {
  private slots = firstSlots;
  private high = new Uint32Array(firstSlots);
  private low = new Uint32Array(firstSlots);
  /** The number plus one; 0 is a free slot. */
  private numbers = new Uint32Array(firstSlots);
  private used = 0;

  /** The number of `text`, undefined where it has none, replaced by `number`, 0 to 2^32 − 2. RangeError past 50 million. */
  replace(text: string, number: (before: number | undefined) => number): number | undefined {
    const [high, low] = fingerprint(text);
    const slot = this.find(high, low);
    const known = this.numbers[slot] ?? 0;
    const before = known === 0 ? undefined : known - 1;
    this.numbers[slot] = number(before) + 1;
    if (before !== undefined) return before;
    this.high[slot] = high;
    this.low[slot] = low;
    this.used += 1;
    if (this.used > mostTexts) throw new RangeError('too many different rows');
    if (this.used * 3 > this.slots * 2) this.grow();
    return undefined;
  }

  private find(high: number, low: number): number {
    const mask = this.slots - 1;
    let slot = low & mask;
    while (this.numbers[slot] !== 0 && (this.high[slot] !== high || this.low[slot] !== low)) slot = (slot + 1) & mask;
    return slot;
  }

  private grow(): void {
    const { high, low, numbers } = this;
    this.slots *= 2;
    this.high = new Uint32Array(this.slots);
    this.low = new Uint32Array(this.slots);
    this.numbers = new Uint32Array(this.slots);
    for (let i = 0; i < numbers.length; i += 1) {
      const number = numbers[i] ?? 0;
      if (number === 0) continue;
      const slot = this.find(high[i] ?? 0, low[i] ?? 0);
      this.high[slot] = high[i] ?? 0;
      this.low[slot] = low[i] ?? 0;
      this.numbers[slot] = number;
    }
  }
}

/** How often a text was counted before; counts it. */
export const countBefore = (counts: TextNumbers, text: string): number =>
  counts.replace(text, (before) => (before ?? 0) + 1) ?? 0;

/** 31 bits of a text as a number, for bodies that are compared. */
export const textNumber = (text: string): number => fingerprint(text)[0] >>> 1;

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
