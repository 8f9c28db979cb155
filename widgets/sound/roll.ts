/** A piano roll with a cursor: click or press arrow keys to go to another place, + and − to see more or less at once. */
import { shorten } from "../../lib/display/jupyter/escape";
import { scaleColour } from "../../lib/display/house-style";
import { panelCells } from "../../lib/display/widgets/panel-cells";
import { drawn, element, onWidth, update } from "../dom";
import { middleOf, noteBar, pitchNames, placeAfter, Sounding } from "./note-bar";
import { gridOf } from "./roll-grid";
import { brackets, crosses, shades } from "./roll-marks";
import { AXIS, CELL, RollLayout, type RollNote, type RollTrack } from "./roll-layout";

export type { RollNote, RollTrack } from "./roll-layout";

export interface RollActions {
  /** Go to `seconds` in the melody numbered `track`. */
  seek: (seconds: number, track: number) => void;
  /** The space bar. */
  toggle?: () => void;
}

/** Velocity is drawn in this many shades. */
const SHADES = 8;

/** While it plays, whoever has the cursor read out is told where it is after so many seconds. */
const QUIET = 10;

const colourOf = (velocity: number): string =>
  scaleColour((Math.min(SHADES - 1, Math.floor((velocity / 128) * SHADES)) + 0.5) / SHADES);

export class Roll {
  readonly node: HTMLElement;
  /** Buttons for zoom, for the row of the owner's. */
  readonly tools: HTMLElement;
  private readonly picture = drawn("svg", { role: "slider", tabindex: 0, "aria-label": "position" });
  private readonly back = drawn("g");
  private readonly cursor = drawn("line", { class: "cursor" });
  private readonly names = drawn("svg", { class: "pitches", "aria-hidden": "true" });
  private readonly titles = element("div", { class: "titles", "aria-hidden": "true" });
  private readonly scroller = element("div", { class: "scroller" });
  private readonly closer = element("button", { "aria-label": "zoom in", onclick: () => this.zoomTo(1.6) }, "+");
  private readonly wider = element("button", { "aria-label": "zoom out", onclick: () => this.zoomTo(1 / 1.6) }, "−");
  private layout = new RollLayout([], false);
  /** Of each track, a rectangle a note. */
  private bars: SVGElement[][] = [];
  private readonly sounding = new Sounding();
  private view = 0;
  private zoom = 1;
  private current = 0;
  private at = 0;
  private told = -1;

  constructor(private readonly actions: RollActions) {
    this.picture.append(this.back, this.cursor);
    this.scroller.append(this.picture);
    this.node = element("div", { class: "roll" }, this.names, this.scroller, this.titles);
    this.tools = element("span", { class: "zoom" }, this.wider, this.closer);
    onWidth(this.scroller, (width) => {
      this.view = width;
      this.draw();
    });
    this.picture.addEventListener("click", ({ clientX, clientY }) => {
      const { left, top } = this.picture.getBoundingClientRect();
      actions.seek(this.within((clientX - left) / this.scale), this.layout.trackAt(clientY - top, this.current));
    });
    this.picture.addEventListener("keydown", (event) => this.press(event));
    this.scroller.addEventListener(
      "wheel",
      (event) => {
        if (!event.ctrlKey) return;
        event.preventDefault();
        this.zoomTo(event.deltaY < 0 ? 1.2 : 1 / 1.2);
      },
      { passive: false },
    );
  }

  private get width(): number {
    return this.view * this.zoom;
  }

  /** Pixels a second. */
  private get scale(): number {
    return this.width / this.layout.seconds;
  }

  private within(seconds: number): number {
    return Math.max(0, Math.min(this.layout.seconds, seconds));
  }

  /** One melody without a name. */
  show(notes: readonly RollNote[]): void {
    this.showTracks([{ name: "", notes }]);
  }

  /** Melodies one above the other, or all in one lane. */
  showTracks(tracks: readonly RollTrack[], overlaid = false): void {
    this.layout = new RollLayout(tracks, overlaid);
    this.current = Math.min(this.current, Math.max(0, tracks.length - 1));
    this.draw();
  }

  /** Which melody the cursor is in. */
  choose(track: number): void {
    this.current = track;
    if (this.layout.overlaid) this.draw();
    else this.move(this.at);
  }

  /** Puts the cursor at a place, in seconds; `quietly`: a screen reader is not told each time. */
  move(seconds: number, quietly = false): void {
    this.at = seconds;
    const track = this.layout.tracks[this.current];
    if (!track) return;
    const { notes, name } = track;
    const x = seconds * this.scale;
    const lane = this.layout.laneOf(this.current);
    update(this.cursor, { x1: x, x2: x, y1: lane.top, y2: lane.bottom });
    const begun = notes.filter(({ start }) => start <= seconds + 1e-6).length;
    const said = name && this.layout.tracks.length > 1 ? `${name}: ` : "";
    update(this.picture, {
      "aria-valuemin": 0,
      "aria-valuemax": this.layout.seconds.toFixed(2),
      "aria-valuenow": seconds.toFixed(2),
    });
    if (quietly && Math.floor(seconds / QUIET) === this.told) return;
    this.told = Math.floor(seconds / QUIET);
    const words = `${said}${seconds.toFixed(1)} s, note ${Math.max(1, begun)} of ${notes.length}`;
    this.picture.setAttribute("aria-valuetext", words);
  }

  /** The cursor while it sounds: what sounds is filled, and the view goes along. */
  follow(seconds: number, playing: boolean): void {
    this.move(seconds, playing);
    const { notes } = this.layout.tracks[this.current] ?? { notes: [] };
    this.sounding.mark(this.bars[this.current] ?? [], notes, seconds, playing);
    if (playing) this.bringIntoView();
  }

  private bringIntoView(): void {
    const x = this.at * this.scale;
    const { scrollLeft } = this.scroller;
    if (x < scrollLeft || x > scrollLeft + this.view - 8) this.scroller.scrollLeft = x - 0.1 * this.view;
  }

  /** So near that a second is 240 pixels wide. */
  private get nearest(): number {
    return Math.max(1, (240 * this.layout.seconds) / Math.max(1, this.view));
  }

  private zoomTo(factor: number): void {
    this.zoom = Math.max(1, Math.min(this.nearest, this.zoom * factor));
    this.draw();
    this.scroller.scrollLeft = this.at * this.scale - this.view / 2;
  }

  private draw(): void {
    const { layout, width, scale } = this;
    const { tracks, overlaid, height } = layout;
    if (this.view === 0 || tracks.length === 0) return;
    this.picture.setAttribute("height", String(height));
    this.picture.style.width = `${width}px`;
    this.wider.disabled = this.zoom <= 1;
    this.closer.disabled = this.zoom >= this.nearest - 1e-9;
    const behind: SVGElement[] = [];
    this.bars = tracks.map(({ notes }, t) => notes.map((note) => this.bar(note, t, scale)));
    tracks.forEach((track, t) => {
      const place = { lane: layout.laneOf(t), scale, width };
      if (!overlaid || t === this.current) behind.push(...shades(track, place), ...brackets(track, place));
      const edges = [...track.notes.map(({ start }) => start), track.notes.at(-1)?.end ?? 0].map((s) =>
        (s * scale).toFixed(1),
      );
      for (const [p, { top }] of place.lane.panels.entries()) {
        const cells = panelCells(track.panels![p], edges, top, CELL);
        behind.push(...cells.map((cell) => drawn("path", { class: "cells", ...cell })));
      }
    });
    // The melody that is listened to lies on top.
    const order = this.bars.map((_, t) => t).sort((a, b) => Number(a === this.current) - Number(b === this.current));
    const before = tracks.flatMap((track, t) =>
      crosses(track, scale, (pitch) => middleOf(layout.scaleOf(layout.laneOf(t), scale), pitch)),
    );
    this.back.replaceChildren(
      ...gridOf(layout, width, scale),
      ...behind,
      ...order.flatMap((t) => this.bars[t]),
      ...before,
    );
    this.drawNames();
    this.move(this.at);
  }

  private bar(note: RollNote, track: number, scale: number): SVGElement {
    const { layout } = this;
    const other = layout.overlaid && track !== this.current ? " other" : "";
    const kind = `${note.changed ? "changed" : ""}${other}${layout.overlaid ? ` t${track % 4}` : ""}`;
    const place = layout.scaleOf(layout.laneOf(track), scale);
    return noteBar(note, place, kind, layout.overlaid ? undefined : colourOf(note.velocity));
  }

  private drawNames(): void {
    const { layout } = this;
    update(this.names, { height: layout.height - AXIS });
    this.names.replaceChildren(
      ...layout.lanes.flatMap((lane) => pitchNames(layout.named, layout.scaleOf(lane, 0), 30)),
    );
    const title = (name: string, top: number): HTMLElement =>
      element("div", { class: "title", style: `top: ${top}px` }, shorten(name, Math.floor(this.view / 7.5)));
    const titles = layout.tracks.flatMap(({ name, panels }, t) => {
      const lane = layout.laneOf(t);
      const above = name === "" || layout.overlaid ? [] : [title(name, lane.name - 14)];
      return [...above, ...lane.panels.map(({ name }, p) => title(panels![p].name, name))];
    });
    this.titles.replaceChildren(...titles);
  }

  private press(event: KeyboardEvent): void {
    const { key } = event;
    const to = placeAfter(key, this.at, this.layout.seconds);
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (key === "+" || key === "=") this.zoomTo(1.6);
    else if (key === "-") this.zoomTo(1 / 1.6);
    else if (key === " " && this.actions.toggle) this.actions.toggle();
    else if (to !== null) {
      this.actions.seek(to, this.current);
      this.bringIntoView();
    } else return;
    event.preventDefault();
    event.stopPropagation();
  }
}
