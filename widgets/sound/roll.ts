/** A piano roll with a cursor: click or press arrow keys to go to another place. */
import { drawn, onWidth, update } from "../dom";
import type { HeardNote } from "./synth";

const HEIGHT = 110;

export interface RollNote extends HeardNote {
  /** Drawn in another colour, with a frame. */
  changed?: boolean;
}

export class Roll {
  readonly node = drawn("svg", {
    class: "roll",
    height: HEIGHT,
    role: "slider",
    tabindex: 0,
    "aria-label": "position",
  });
  private readonly bars = drawn("g");
  private readonly cursor = drawn("line", { class: "cursor", y1: 0, y2: HEIGHT });
  private width = 0;
  private notes: readonly RollNote[] = [];
  private at = 0;

  constructor(private readonly seek: (seconds: number) => void) {
    this.node.append(this.bars, this.cursor);
    onWidth(this.node, (width) => {
      this.width = width;
      this.draw();
    });
    this.node.addEventListener("pointerdown", ({ clientX }) => {
      const { left } = this.node.getBoundingClientRect();
      seek(Math.max(0, Math.min(this.seconds, ((clientX - left) / this.width) * this.seconds)));
    });
    this.node.addEventListener("keydown", (event) => this.press(event));
  }

  private get seconds(): number {
    return this.notes.reduce((end, note) => Math.max(end, note.end), 0.001);
  }

  show(notes: readonly RollNote[]): void {
    this.notes = notes;
    this.draw();
  }

  /** Puts the cursor at a place, in seconds. */
  move(seconds: number): void {
    this.at = seconds;
    const x = (seconds / this.seconds) * this.width;
    const sounding = this.notes.filter(({ start }) => start <= seconds + 1e-6).length;
    update(this.cursor, { x1: x, x2: x });
    update(this.node, {
      "aria-valuemin": 0,
      "aria-valuemax": this.seconds.toFixed(2),
      "aria-valuenow": seconds.toFixed(2),
      "aria-valuetext": `${seconds.toFixed(1)} s, note ${Math.max(1, sounding)} of ${this.notes.length}`,
    });
  }

  private draw(): void {
    if (this.width === 0 || this.notes.length === 0) return;
    const pitches = this.notes.map(({ pitch }) => pitch);
    const [low, high] = [Math.min(...pitches) - 1, Math.max(...pitches) + 1];
    const row = HEIGHT / (high - low + 1);
    const scale = this.width / this.seconds;
    this.bars.replaceChildren(
      ...this.notes.map(({ pitch, start, end, changed }) =>
        drawn("rect", {
          class: changed ? "note changed" : "note",
          x: start * scale,
          width: Math.max(1.5, (end - start) * scale - 0.5),
          y: (high - pitch) * row,
          height: Math.max(2, row - 1),
        }),
      ),
    );
    this.move(this.at);
  }

  private press(event: KeyboardEvent): void {
    const steps: Record<string, number> = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1 };
    const to =
      event.key === "Home" ? 0 : event.key === "End" ? this.seconds : this.at + (steps[event.key] ?? Number.NaN);
    if (Number.isNaN(to)) return;
    this.seek(Math.max(0, Math.min(this.seconds, to)));
    event.preventDefault();
    event.stopPropagation();
  }
}
