/** A piano roll that moves: what was heard on the left of a line, what is about to sound on its right. */
import { drawn, element, onWidth, update } from "../dom";
import { namedPitches, noteBar, type NoteScale, pitchLines, pitchNames, placeAfter, Sounding } from "../sound/note-bar";
import type { PieceNote } from "./piece";

const HEIGHT = 220;
const SECONDS = 9;
/** Where the line stands, as a share of the width. */
const NOW = 0.72;
/** Pitches that are shown at least. */
const LEAST_RANGE = 20;
/** Pixels at the left for the names of pitches. */
const NAMES = 34;

export class LiveRoll {
  readonly node = element("div", { class: "live-roll" });
  private readonly names = drawn("svg", { class: "pitches", height: HEIGHT, "aria-hidden": "true" });
  private readonly bars = drawn("g");
  private readonly line = drawn("line", { class: "now", y1: 0, y2: HEIGHT });
  private readonly picture = drawn(
    "svg",
    { height: HEIGHT, role: "slider", tabindex: 0, "aria-label": "piano roll, place in the piece", "aria-valuemin": 0 },
    this.bars,
    this.line,
  );
  private width = 300;
  private drawnAt = "";
  private notes: readonly PieceNote[] = [];
  private shown: readonly PieceNote[] = [];
  private drawnBars: SVGElement[] = [];
  private readonly sounding = new Sounding();
  private left = 0;
  private at = 0;
  private readonly still = matchMedia("(prefers-reduced-motion: reduce)");

  /** @param seek goes to a place, in seconds: it was clicked on, or reached by keys. */
  constructor(seek: (seconds: number) => void) {
    this.node.append(this.names, this.picture);
    onWidth(this.picture, (width) => {
      this.width = width;
      this.drawnAt = "";
    });
    this.picture.addEventListener("click", ({ clientX }) => {
      const x = clientX - this.picture.getBoundingClientRect().left;
      seek(Math.max(0, Math.min(this.end, this.left + x / this.second)));
    });
    this.picture.addEventListener("keydown", (event) => {
      const to = placeAfter(event.key, this.at, this.end);
      if (to === null || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      seek(to);
    });
  }

  private get end(): number {
    return this.notes[this.notes.length - 1]?.end ?? 0;
  }

  /** Pixels a second. */
  private get second(): number {
    return this.width / SECONDS;
  }

  /** Shows the notes around `seconds`. */
  show(notes: readonly PieceNote[], seconds: number, playing: boolean): void {
    // Without motion the picture turns page by page, and the line walks across.
    const page = SECONDS * 0.9;
    const left = this.still.matches ? Math.floor(seconds / page) * page : seconds - NOW * SECONDS;
    Object.assign(this, { left, notes, at: seconds });
    const marked = notes.filter(({ song }) => song !== undefined).length;
    const key = [notes.length, marked, notes[0]?.end, Math.floor(left * 2)].join();
    if (key !== this.drawnAt) {
      this.shown = notes.filter(({ start, end }) => end > left - 1 && start < left + SECONDS + 1);
      this.draw();
    }
    this.drawnAt = key;
    this.bars.setAttribute("transform", `translate(${(-left * this.second).toFixed(1)} 0)`);
    const x = (seconds - left) * this.second;
    update(this.line, { x1: x, x2: x });
    this.sounding.mark(this.drawnBars, this.shown, seconds, playing);
  }

  /** What a screen reader is told. */
  describe(text: string): void {
    if (this.picture.getAttribute("aria-valuetext") === text) return;
    update(this.picture, {
      "aria-valuetext": text,
      "aria-valuemax": this.end.toFixed(1),
      "aria-valuenow": this.at.toFixed(1),
    });
  }

  private draw(): void {
    const pitches = this.shown.map(({ pitch }) => pitch);
    const middle = pitches.length > 0 ? Math.round((Math.min(...pitches) + Math.max(...pitches)) / 2) : 60;
    const range = Math.max(LEAST_RANGE, Math.max(...pitches, middle) - Math.min(...pitches, middle) + 3);
    const high = middle + Math.floor(range / 2);
    const scale: NoteScale = { second: this.second, row: HEIGHT / range, high, top: 0 };
    const named = namedPitches(high - range + 1, high);
    this.names.replaceChildren(...pitchNames(named, scale, NAMES - 4), ...pitchLines(named, scale, 10_000));
    this.drawnBars = this.shown.map((note) =>
      noteBar(note, scale, `${note.composed ? "composed" : "given"}${note.song === undefined ? "" : " copied"}`),
    );
    this.bars.replaceChildren(...this.drawnBars);
  }
}
