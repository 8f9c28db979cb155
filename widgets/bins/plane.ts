/** Duration × velocity: the share of the notes in each cell as an area, and what a cell holds in words. */
import { formatNumber } from "../../lib/display/number";
import { binColumn } from "../../lib/encoding";
import { drawn, element, onWidth, update } from "../dom";
import type { Axis } from "./axis";
import { type Collection, FEATURES, type Figures } from "./figures";

export class Plane {
  readonly node: HTMLElement;
  private readonly picture = drawn("svg", { class: "plane", role: "group", tabindex: 0 });
  private readonly words = element("p", { class: "words" });
  private width = 0;
  private figures: Figures | null = null;
  /** The bins of each distinct note. */
  private columns: { durations: Uint16Array; velocities: Uint16Array } | null = null;
  private waiting: ReturnType<typeof setTimeout> | undefined;
  /** Chosen cell: bin of duration, bin of velocity. */
  private at = { duration: 0, velocity: 0 };
  /** By velocity bin, then duration bin. */
  private shares: number[][] = [];

  constructor(
    private readonly collection: Collection,
    private readonly axes: Record<"duration" | "velocity", Axis>,
  ) {
    update(this.picture, {
      "aria-label": "Shares of the cells of duration and velocity; arrow keys go from cell to cell",
    });
    this.node = element(
      "section",
      { "aria-label": "plane" },
      element("h3", {}, "Duration → × velocity ↑"),
      this.picture,
      this.words,
    );
    onWidth(this.picture, (width) => {
      this.width = width;
      this.paint();
    });
    this.picture.addEventListener("keydown", (event) => this.press(event));
  }

  draw(figures: Figures): void {
    this.figures = figures;
    const { bins } = figures;
    const { counts } = this.collection;
    const [durations, velocities] = FEATURES.map((feature) => binColumn(counts, feature, bins[feature].edges));
    this.columns = { durations, velocities };
    this.shares = bins.velocity.medians.map(() => bins.duration.medians.map(() => 0));
    for (let row = 0; row < counts.length; row++) {
      this.shares[velocities[row]][durations[row]] += counts.counts[row] / figures.cost.notes;
    }
    // While edges move, a screen reader hears the figures; of a cell, only once it is gone to.
    this.words.removeAttribute("role");
    this.at = this.within(this.at.duration, this.at.velocity);
    this.paint();
    clearTimeout(this.waiting);
    this.waiting = setTimeout(() => this.say(), 100);
  }

  private within(duration: number, velocity: number): { duration: number; velocity: number } {
    const limit = (bin: number, of: number): number => Math.max(0, Math.min(of - 1, bin));
    return { velocity: limit(velocity, this.shares.length), duration: limit(duration, this.shares[0].length) };
  }

  private choose(duration: number, velocity: number): void {
    this.at = this.within(duration, velocity);
    clearTimeout(this.waiting);
    this.paint();
    this.say();
  }

  private say(): void {
    const { bins } = this.figures!;
    const { rowOf, counts, songStarts } = this.collection;
    const { durations: inDuration, velocities: inVelocity } = this.columns!;
    const inCell = new Uint8Array(counts.length);
    for (let row = 0; row < counts.length; row++) {
      inCell[row] = Number(inDuration[row] === this.at.duration && inVelocity[row] === this.at.velocity);
    }
    const songs = songStarts.filter((start, s) => {
      const end = songStarts[s + 1] ?? rowOf.length;
      for (let t = start; t < end; t++) if (inCell[rowOf[t]]) return true;
      return false;
    }).length;
    const [durations, velocities] = FEATURES.map((f) => this.axes[f].range(this.at[f], bins[f].edges));
    const share = formatNumber(100 * this.shares[this.at.velocity][this.at.duration]);
    this.words.textContent = `Durations ${durations}, velocities ${velocities}: ${share} % of the notes, in ${songs} of ${songStarts.length} songs.`;
  }

  private paint(): void {
    if (this.width === 0 || this.shares.length === 0) return;
    const [columns, rows] = [this.shares[0].length, this.shares.length];
    const [wide, high] = [this.width / columns, Math.min(44, 200 / rows)];
    const most = Math.max(...this.shares.flat());
    update(this.picture, { height: high * rows });
    const cells = this.shares.flatMap((row, velocity) =>
      row.map((share, duration) => {
        const [x, y] = [duration * wide, (rows - 1 - velocity) * high];
        const chosen = this.at.duration === duration && this.at.velocity === velocity;
        const part = Math.sqrt(share / most);
        const [w, h] = [(wide - 4) * part, (high - 4) * part];
        return drawn(
          "g",
          { onpointerdown: () => this.choose(duration, velocity) },
          drawn("rect", {
            class: chosen ? "cell chosen" : "cell",
            x: x + 0.5,
            y: y + 0.5,
            width: wide - 1,
            height: high - 1,
          }),
          drawn("rect", { class: "bar", x: x + (wide - w) / 2, y: y + (high - h) / 2, width: w, height: h }),
        );
      }),
    );
    this.picture.replaceChildren(...cells);
  }

  private press(event: KeyboardEvent): void {
    const steps: Record<string, [number, number]> = {
      ArrowLeft: [-1, 0],
      ArrowRight: [1, 0],
      ArrowUp: [0, 1],
      ArrowDown: [0, -1],
    };
    const step = steps[event.key];
    if (!step) return;
    this.words.setAttribute("role", "status");
    this.choose(this.at.duration + step[0], this.at.velocity + step[1]);
    event.preventDefault();
    event.stopPropagation();
  }
}
