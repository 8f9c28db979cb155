/** Axes of the two features: durations by their logarithm, velocities as they are. */
import { formatNumber } from "../../lib/display/number";
import type { ArticleFeatureName as Feature, Distinct } from "../../lib/encoding";

export class Axis {
  readonly low: number;
  readonly high: number;

  constructor(
    readonly feature: Feature,
    readonly counts: Distinct,
  ) {
    const { values } = counts;
    const [first, last] = [values[0], values[values.length - 1]];
    this.low = feature === "duration" ? first * 0.93 : 0;
    this.high = feature === "duration" ? last * 1.07 : 128;
  }

  private get isLog(): boolean {
    return this.feature === "duration";
  }

  /** Where a value lies, 0 (left end) to 1. */
  place(value: number): number {
    return this.isLog
      ? Math.log(value / this.low) / Math.log(this.high / this.low)
      : (value - this.low) / (this.high - this.low);
  }

  /** The value at a place. */
  exact(place: number): number {
    return this.isLog ? this.low * (this.high / this.low) ** place : this.low + (this.high - this.low) * place;
  }

  /** The value at a place, in digits that a reader can make something of. */
  value(place: number): number {
    const exact = this.exact(Math.min(1, Math.max(0, place)));
    return this.isLog ? Number(exact.toPrecision(4)) : Math.min(127, Math.max(1, Math.round(exact)));
  }

  /** `steps` steps from `value`: 1 of MIDI velocity, a two-hundredth of the axis of durations. */
  step(value: number, steps: number): number {
    if (!this.isLog) return Math.round(value) + steps;
    return this.value(this.place(value) + steps / 200);
  }

  /** What the axis has marks at. */
  ticks(): number[] {
    if (!this.isLog) return [1, 32, 64, 96, 127];
    const ticks: number[] = [];
    for (let power = Math.floor(Math.log10(this.low)); power <= Math.log10(this.high); power++) {
      for (const digit of [1, 2, 5]) ticks.push(Number(`${digit}e${power}`));
    }
    return ticks.filter((tick) => tick >= this.low && tick <= this.high);
  }

  /** How many notes fall into each of the bars, and where their left ends are, 0 to 1. */
  bars(count: number): Float64Array {
    const bars = new Float64Array(count);
    const { values, counts } = this.counts;
    for (let i = 0; i < values.length; i++) {
      bars[Math.min(count - 1, Math.floor(this.place(values[i]) * count))] += counts[i];
    }
    return bars;
  }

  text(value: number): string {
    return this.isLog ? `${formatNumber(value)} s` : formatNumber(value);
  }

  /** A bin in words. */
  range(bin: number, edges: readonly number[]): string {
    if (edges.length === 0) return "all";
    if (bin === 0) return `below ${this.text(edges[0])}`;
    if (bin === edges.length) return `from ${this.text(edges[bin - 1])}`;
    return `${formatNumber(edges[bin - 1])} to ${this.text(edges[bin])}`;
  }
}
