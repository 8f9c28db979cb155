/**
 * In what notes are told: "seconds" as they are played; "beats" at 120 quarter notes a minute throughout, whatever tempo the
 * file names, so that equal note values have equal lengths: half a second to a quarter note. Files whose clock counts
 * fractions of a second (SMPTE) have no beats and are told as they are played.
 */
export type TimeUnit = "seconds" | "beats";

/** A tempo change: from `tick` on, a quarter note lasts `microseconds`. */
export interface TempoChange {
  tick: number;
  microseconds: number;
}

/** Tempo until the first change, as the MIDI standard has it: 120 quarter notes a minute. */
const DEFAULT_MICROSECONDS = 500_000;

/** Turns ticks, MIDI's unit of time, into seconds. */
export class TempoMap {
  private constructor(
    private readonly ticks: readonly number[],
    private readonly seconds: readonly number[],
    private readonly secondsPerTick: readonly number[],
  ) {}

  /** Ticks that are the same fraction of a second throughout (SMPTE time code): tempo changes do not touch them. */
  static fixed(ticksPerSecond: number): TempoMap {
    return new TempoMap([0], [0], [1 / ticksPerSecond]);
  }

  /** Ticks of a quarter note, under tempo `changes` in any order; of several at one tick the last given counts. */
  static from(ticksPerQuarter: number, changes: readonly TempoChange[]): TempoMap {
    const ticks = [0];
    const seconds = [0];
    const secondsPerTick = [DEFAULT_MICROSECONDS / 1e6 / ticksPerQuarter];
    for (const { tick, microseconds } of [...changes].sort((a, b) => a.tick - b.tick)) {
      const last = ticks.length - 1;
      const perTick = microseconds / 1e6 / ticksPerQuarter;
      if (tick === ticks[last]) {
        secondsPerTick[last] = perTick;
      } else {
        seconds.push(seconds[last] + (tick - ticks[last]) * secondsPerTick[last]);
        ticks.push(tick);
        secondsPerTick.push(perTick);
      }
    }
    return new TempoMap(ticks, seconds, secondsPerTick);
  }

  /** Seconds from the start of the song to `tick` (0 or more). */
  toSeconds(tick: number): number {
    // The last change at or before the tick, by bisection: a song may change its tempo thousands of times.
    let low = 0;
    let high = this.ticks.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.ticks[middle] <= tick) low = middle;
      else high = middle - 1;
    }
    return this.seconds[low] + (tick - this.ticks[low]) * this.secondsPerTick[low];
  }
}
