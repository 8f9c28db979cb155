/** A piano roll that moves: what was heard on the left of a line, what is about to sound on its right. */
import { drawn, element, onWidth, update } from "../dom";
import type { PieceNote } from "./piece";

const HEIGHT = 220;
const SECONDS = 9;
/** Where the line stands, as a share of the width. */
const NOW = 0.72;
/** Pitches that are shown at least. */
const LEAST_RANGE = 20;

export class LiveRoll {
  readonly node = element("div", { class: "live-roll" });
  private readonly bars = drawn("g");
  private readonly line = drawn("line", { class: "now", y1: 0, y2: HEIGHT });
  private readonly svg = drawn(
    "svg",
    { height: HEIGHT, role: "img", "aria-label": "piano roll" },
    this.bars,
    this.line,
  );
  private width = 300;
  private drawnAt = -1;
  private readonly still = matchMedia("(prefers-reduced-motion: reduce)");

  constructor() {
    this.node.append(this.svg);
    onWidth(this.node, (width) => {
      this.width = width;
      this.drawnAt = -1;
    });
  }

  /** Shows the notes around `seconds`. */
  show(notes: readonly PieceNote[], seconds: number): void {
    // Without motion the picture turns page by page, and the line walks across.
    const page = SECONDS * 0.9;
    const left = this.still.matches ? Math.floor(seconds / page) * page : seconds - NOW * SECONDS;
    const scale = this.width / SECONDS;
    const key = notes.length + Math.floor(left * 2) * 1000;
    const shown = notes.filter(({ start, end }) => end > left - 1 && start < left + SECONDS + 1);
    if (key !== this.drawnAt || this.still.matches) this.draw(shown, scale);
    this.drawnAt = key;
    this.bars.setAttribute("transform", `translate(${(-left * scale).toFixed(1)} 0)`);
    const x = (seconds - left) * scale;
    update(this.line, { x1: x, x2: x });
  }

  /** What a screen reader is told. */
  describe(text: string): void {
    this.svg.setAttribute("aria-label", text);
  }

  private draw(notes: readonly PieceNote[], scale: number): void {
    const pitches = notes.map(({ pitch }) => pitch);
    const middle = pitches.length > 0 ? Math.round((Math.min(...pitches) + Math.max(...pitches)) / 2) : 60;
    const range = Math.max(LEAST_RANGE, Math.max(...pitches, middle) - Math.min(...pitches, middle) + 3);
    const row = HEIGHT / range;
    const high = middle + Math.floor(range / 2);
    this.bars.replaceChildren(
      ...notes.map(({ pitch, start, end, composed, song }) =>
        drawn("rect", {
          class: `note ${composed ? "composed" : "given"}${song === undefined ? "" : " copied"}`,
          x: (start * scale).toFixed(1),
          width: Math.max(2, (end - start) * scale - 1).toFixed(1),
          y: ((high - pitch) * row).toFixed(1),
          height: Math.max(3, row - 1).toFixed(1),
          rx: 1.5,
        }),
      ),
    );
  }
}
