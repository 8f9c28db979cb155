/** The bargain as curves: vocabulary against error for 1, 2, … bins by each method, and a dot for the bins as they are. */
import type { BinsData } from "../../lib/display";
import { formatNumber } from "../../lib/display/number";
import type { ArticleFeatureName as Feature, BinMethod } from "../../lib/encoding";
import { drawn, element, onWidth, update } from "../dom";
import type { Collection, Edges, Figures } from "./figures";

const HEIGHT = 200;
const [LEFT, TOP, BOTTOM] = [44, 10, 36];

/** Vocabulary and relative error. */
type Point = readonly [number, number];

/** The points of each method's curve for `feature`, the other feature as in `edges`. */
export function curvesOf(
  collection: Collection,
  starts: BinsData["starts"],
  feature: Feature,
  edges: Edges,
): Map<BinMethod, Point[]> {
  const curves = new Map<BinMethod, Point[]>();
  for (const [method, point] of pointsOf(collection, starts, feature, edges)) {
    curves.set(method, [...(curves.get(method) ?? []), point]);
  }
  return curves;
}

/** The same point by point: each takes as long as a move of an edge. */
function* pointsOf(
  collection: Collection,
  starts: BinsData["starts"],
  feature: Feature,
  edges: Edges,
): Generator<[BinMethod, Point]> {
  for (const [method, lists] of Object.entries(starts[feature])) {
    for (const list of lists) {
      const bins = collection.bins({ ...edges, [feature]: list });
      const cost = collection.cost(bins);
      yield [method as BinMethod, [cost.vocabulary, cost[feature].relative]];
    }
  }
}

/** Milliseconds in which work may hold up the page. */
const SLICE = 6;

export class TradeOff {
  readonly node: HTMLElement;
  private readonly title = element("h3", {});
  private readonly picture = drawn("svg", { class: "trade-off", height: HEIGHT, role: "img" });
  private readonly curves = drawn("g");
  private readonly dot = drawn("circle", { class: "dot", r: 7 });
  private readonly key = element("p", { class: "buttons key" });
  private width = 0;
  private feature: Feature = "duration";
  private known = new Map<BinMethod, Point[]>();
  private point: Point = [0, 0];
  private painted: { curves: Map<BinMethod, Point[]> | null; scales: string } = { curves: null, scales: "" };
  private waiting: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly collection: Collection,
    private readonly starts: BinsData["starts"],
  ) {
    this.picture.append(this.curves, this.dot);
    this.node = element("section", { "aria-label": "trade-off" }, this.title, this.picture, this.key);
    Object.keys(starts.duration).forEach((method, i) =>
      this.key.append(element("span", { class: `method m${i}` }, method)),
    );
    this.key.append(element("span", { class: "method now" }, "these bins"));
    onWidth(this.picture, (width) => {
      this.width = width;
      this.paint();
    });
  }

  /** `moved`: the feature whose curves are of interest; null: as before. The dot follows at once, the curves at rest. */
  draw({ cost }: Figures, edges: Edges, moved: Feature | null): void {
    if (moved) this.feature = moved;
    this.point = [cost.vocabulary, cost[this.feature].relative];
    clearTimeout(this.waiting);
    if (this.known.size === 0) {
      this.known = curvesOf(this.collection, this.starts, this.feature, edges);
    } else {
      const points = pointsOf(this.collection, this.starts, this.feature, edges);
      this.waiting = setTimeout(() => this.compute(points, new Map()), 200);
    }
    this.paint();
  }

  /** In slices, with room between them for whatever the reader does. */
  private compute(points: Generator<[BinMethod, Point]>, curves: Map<BinMethod, Point[]>): void {
    const began = performance.now();
    while (performance.now() - began < SLICE) {
      const next = points.next();
      if (next.done) {
        this.known = curves;
        this.paint();
        return;
      }
      const [method, point] = next.value;
      curves.set(method, [...(curves.get(method) ?? []), point]);
    }
    this.waiting = setTimeout(() => this.compute(points, curves));
  }

  private paint(): void {
    if (this.width === 0 || this.known.size === 0) return;
    const points = [...this.known.values()].flat().concat([this.point]);
    const widest = 1.05 * Math.max(...points.map(([v]) => v));
    const worst = 1.05 * Math.max(...points.map(([, error]) => error), 1e-6);
    const [room, floor] = [this.width - LEFT - 8, HEIGHT - BOTTOM];
    const x = (v: number): number => LEFT + (v / widest) * room;
    const y = (error: number): number => floor - (error / worst) * (floor - TOP);
    update(this.dot, { cx: x(this.point[0]), cy: y(this.point[1]) });
    update(this.picture, {
      "aria-label": `These bins: ${formatNumber(this.point[0])} pseudo-notes, ${this.feature} error ${formatNumber(100 * this.point[1])} %`,
    });
    // While edges move, the dot is all that changes.
    const scales = [this.width, widest, worst].join();
    if (this.painted.curves === this.known && this.painted.scales === scales) return;
    this.painted = { curves: this.known, scales };
    this.title.textContent = `Vocabulary → and ${this.feature} error ↑ (%)`;
    const marks: Element[] = [
      drawn("line", { class: "axis", x1: LEFT, x2: this.width, y1: floor, y2: floor }),
      drawn("line", { class: "axis", x1: LEFT, x2: LEFT, y1: TOP, y2: floor }),
    ];
    for (const share of [0, 0.5, 0.95]) {
      const [v, error] = [nice(share * widest), share * worst];
      marks.push(
        drawn("text", { x: x(v), y: floor + 16, "text-anchor": share > 0.9 ? "end" : "middle" }, formatNumber(v)),
        drawn("text", { x: LEFT - 6, y: y(error) + 4, "text-anchor": "end" }, formatNumber(100 * error, 2)),
      );
    }
    [...this.known.values()].forEach((curve, i) => {
      const sorted = [...curve].sort(([a], [b]) => a - b);
      marks.push(
        drawn("polyline", {
          class: `curve m${i}`,
          points: sorted.map(([v, error]) => `${x(v)},${y(error)}`).join(" "),
        }),
      );
    });
    this.curves.replaceChildren(...marks);
  }
}

/** A number near `value` that is short to write. */
const nice = (value: number): number => Number(value.toPrecision(2));
