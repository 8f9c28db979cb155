/**
 * Movement in a drawing, as CSS within the SVG. Without it (a reader who asked for less motion, a viewer that takes styles
 * out, a printed page) the drawing is complete: what appears is there, what passes by is not.
 */

/** How often a picture plays before it rests. */
const TURNS = 8;

export class Timeline {
  private readonly rules: string[] = [];
  private readonly total: number;

  /**
   * @param steps of a turn, after which the complete picture stays for `rest` more.
   * @param seconds that a step takes.
   */
  constructor(
    readonly steps: number,
    private readonly seconds = 1,
    rest = 3,
  ) {
    this.total = steps + rest;
  }

  /** An attribute for what is not there before step `k` (0 to steps − 1). */
  appear(k: number): string {
    const at = this.percent(k);
    return this.animate(`0%,${at}%{opacity:0}${at + 1.5}%,100%{opacity:1}`);
  }

  /** Attributes for what is there in step `k` alone; in the still picture it is not. */
  during(k: number): string {
    const [from, to] = [this.percent(k), this.percent(k + 1)];
    const before = from > 0 ? `0%,${from}%{opacity:0}` : "";
    return `opacity="0" ${this.animate(`${before}${from + 0.1}%,${to - 0.1}%{opacity:1}${to}%,100%{opacity:0}`)}`;
  }

  /** An attribute for what is moved, in px, to each of `places` in turn, and is at its own place in the still picture. */
  move(places: readonly (readonly [dx: number, dy: number])[]): string {
    const last = places.length - 1;
    const frames = places.map(([dx, dy], k) => {
      // It stays for half a step and then goes to the next place.
      const [from, to] = [this.percent(k), k === last ? 100 : this.percent(k + 0.5)];
      return `${from}%,${to}%{transform:translate(${dx}px,${dy}px)}`;
    });
    return this.animate(frames.join(""));
  }

  /** The style element; it goes into the drawing. */
  style(): string {
    return `<style>@media (prefers-reduced-motion:no-preference){${this.rules.join("")}}</style>`;
  }

  private percent(step: number): number {
    return Math.round((1e4 * step) / this.total) / 100;
  }

  private animate(frames: string): string {
    const name = `m${this.rules.length}`;
    const duration = this.total * this.seconds;
    this.rules.push(`@keyframes ${name}{${frames}}.${name}{animation:${name} ${duration}s ${TURNS}}`);
    return `class="${name}"`;
  }
}
