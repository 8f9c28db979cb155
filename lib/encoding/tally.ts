/** Counts how often each of many numbers comes. */

/** Up to here an array with a place for each number is smaller than a map of those that come, and faster. */
const MOST_PLACES = 1 << 22;

export class Tally {
  private readonly places: Float64Array | null;
  private readonly others = new Map<number, number>();

  /** @param size the numbers are whole, 0 to size − 1 */
  constructor(size: number) {
    this.places = size <= MOST_PLACES ? new Float64Array(size) : null;
  }

  add(number: number): void {
    if (this.places) this.places[number]++;
    else this.others.set(number, (this.others.get(number) ?? 0) + 1);
  }

  /** How often `number` came. */
  count(number: number): number {
    return (this.places ? this.places[number] : this.others.get(number)) ?? 0;
  }

  /** The numbers that came, increasing. */
  numbers(): number[] {
    if (!this.places) return [...this.others.keys()].sort((a, b) => a - b);
    return Array.from(this.places.keys()).filter((number) => this.places![number] > 0);
  }
}
