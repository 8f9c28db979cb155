/** The notes by duration or velocity, and the edges between the bins, which can be taken hold of. */
import { type ArticleFeatureName as Feature, binOf } from "../../lib/encoding";
import { drawn, onWidth, update } from "../dom";
import type { Axis } from "./axis";
import type { Choice } from "./choice";
import { EdgeHandle } from "./edge-handle";
import { addEdge, moveEdge, removeEdge } from "./edits";

const HEIGHT = 210;
/** Room above the bars for the edges' values, below for the axis. */
const [TOP, BOTTOM] = [62, 24];
/** How far (pixels) from the picture an edge is let go to be removed. */
const OUT = 28;

export class EdgeHistogram {
  readonly node = drawn("svg", { class: "histogram", height: HEIGHT, role: "group" });
  private readonly back = drawn("g");
  private readonly front = drawn("g");
  private handles: EdgeHandle[] = [];
  private width = 0;
  /** Notes in each bar; as many bars as there is room for. */
  private bars: Float64Array = new Float64Array(0);
  private rects: { node: Element; middle: number }[] = [];

  constructor(
    private readonly feature: Feature,
    private readonly axis: Axis,
    private readonly choice: Choice,
    private readonly snap: (value: number) => number,
  ) {
    this.node.append(this.back, this.front);
    update(this.node, {
      "aria-label": `Histogram of ${feature === "velocity" ? "velocities" : "durations"} with the edges of the bins`,
    });
    this.node.addEventListener("dblclick", (event) => this.add(this.valueAt(event.clientX)));
    onWidth(this.node, (width) => this.resize(width));
  }

  private get edges(): readonly number[] {
    return this.choice.edges[this.feature];
  }

  private resize(width: number): void {
    this.width = width;
    this.bars = this.axis.bars(this.feature === "velocity" && width >= 384 ? 128 : width >= 384 ? 96 : 64);
    this.drawBars();
    this.draw();
  }

  private valueAt(clientX: number): number {
    const { left } = this.node.getBoundingClientRect();
    return this.axis.value((clientX - left) / this.width);
  }

  /** A further edge at `value`; its handle gets the focus. */
  add(value: number): void {
    const at = addEdge(this.choice, this.feature, this.snap(value));
    if (at !== null) this.handles[at].focus();
  }

  /** Draws everything anew for the edges as they are; handles that are held stay the same elements. */
  draw(): void {
    if (this.width === 0) return;
    this.colourBars();
    while (this.handles.length > this.edges.length) this.handles.pop()!.node.remove();
    while (this.handles.length < this.edges.length) this.addHandle(this.handles.length);
    let rowEnds = [-Infinity, -Infinity, -Infinity];
    this.edges.forEach((edge, i) => {
      const x = this.axis.place(edge) * this.width;
      const text = this.axis.text(edge);
      const half = text.length * 3.6 + 4;
      const row = rowEnds.findIndex((end) => x - half > end);
      if (row >= 0) rowEnds = rowEnds.map((end, r) => (r === row ? x + half : end));
      this.handles[i].place({
        x,
        row,
        labelX: Math.min(this.width - half, Math.max(half, x)),
        text,
        value: edge,
        number: i + 1,
        of: this.edges.length,
        low: this.axis.low,
        high: this.axis.high,
      });
    });
  }

  private addHandle(at: number): void {
    const handle = new EdgeHandle(`${this.feature} edge`, TOP, HEIGHT - BOTTOM, {
      drag: (clientX, gesture) => this.move(at, this.snap(this.valueAt(clientX)), gesture),
      isOut: (clientY) => {
        const { top, bottom } = this.node.getBoundingClientRect();
        return clientY < top - OUT || clientY > bottom + OUT;
      },
      step: (steps) => this.move(at, this.stepped(this.edges[at], steps)),
      end: (last) => this.move(at, last ? this.axis.high : this.axis.low),
      remove: () => this.remove(at),
      add: () =>
        this.add(
          this.axis.value(
            (this.axis.place(this.edges[at]) + this.axis.place(this.edges[at + 1] ?? this.axis.high)) / 2,
          ),
        ),
    });
    this.handles.push(handle);
    this.front.append(handle.node);
  }

  /** The next value that `snap` has, where it has any: a small step alone would fall back to the same. */
  private stepped(value: number, steps: number): number {
    for (let far = steps; Math.abs(far) <= 200; far += Math.sign(steps)) {
      const next = this.snap(this.axis.step(value, far));
      if ((next - value) * steps > 0) return next;
    }
    return value;
  }

  private move(at: number, value: number, gesture?: unknown): void {
    moveEdge(this.choice, this.axis, at, value, gesture);
  }

  private remove(at: number): void {
    removeEdge(this.choice, this.feature, at);
    this.handles[Math.min(at, this.handles.length - 1)]?.focus();
  }

  /** What does not change when edges move: bars and axis. */
  private drawBars(): void {
    const { bars, width, axis } = this;
    const most = bars.reduce((a, b) => Math.max(a, b), 0);
    const [floor, step] = [HEIGHT - BOTTOM, width / bars.length];
    const marks: Element[] = [drawn("line", { class: "axis", x1: 0, x2: width, y1: floor, y2: floor })];
    this.rects = [];
    bars.forEach((notes, i) => {
      if (notes === 0) return;
      const height = Math.max(1.5, ((floor - TOP) * notes) / most);
      const [x, y] = [i * step + 0.5, floor - height];
      const node = drawn("rect", { class: "bar", x, width: Math.max(1, step - 1), y, height });
      this.rects.push({ node, middle: axis.exact((i + 0.5) / bars.length) });
      marks.push(node);
    });
    let free = -Infinity;
    for (const tick of axis.ticks()) {
      const x = axis.place(tick) * width;
      const half = String(tick).length * 3.6 + 3;
      marks.push(drawn("line", { class: "axis", x1: x, x2: x, y1: floor, y2: floor + 4 }));
      if (x - half < Math.max(0, free) || x + half > width) continue;
      free = x + half;
      marks.push(drawn("text", { x, y: floor + 17, "text-anchor": "middle" }, String(tick)));
    }
    this.back.replaceChildren(...marks);
  }

  /** Bars of neighbouring bins have two colours in turns. */
  private colourBars(): void {
    for (const { node, middle } of this.rects) node.classList.toggle("odd", binOf(middle, this.edges) % 2 === 1);
  }
}
