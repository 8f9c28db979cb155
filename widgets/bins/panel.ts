/** All that belongs to one feature: how its bins start, the histogram, and the bins themselves. */
import type { BinsData } from "../../lib/display";
import { formatNumber } from "../../lib/display/number";
import type { BinMethod, ArticleFeatureName as Feature } from "../../lib/encoding";
import { element } from "../dom";
import type { Axis } from "./axis";
import type { Choice } from "./choice";
import type { Figures } from "./figures";
import { EdgeHistogram } from "./histogram";

const BY_HAND = "by hand";

export interface PanelOptions {
  feature: Feature;
  data: BinsData;
  axis: Axis;
  choice: Choice;
  snap: (value: number) => number;
  /** Lets the notes of a bin be heard. */
  hear: (bin: number) => void;
}

export class FeaturePanel {
  readonly node: HTMLElement;
  private readonly histogram: EdgeHistogram;
  private readonly method = element("select");
  private readonly number = element("input", { type: "number", min: 1 });
  private readonly fewer = element("span", {});
  private readonly bins = element("div", { class: "buttons" });

  constructor(private readonly o: PanelOptions) {
    const { feature, data, choice, axis } = o;
    this.histogram = new EdgeHistogram(feature, axis, choice, o.snap);
    for (const name of [...Object.keys(data.starts[feature]), BY_HAND]) this.method.append(element("option", {}, name));
    this.number.max = String(this.most);
    this.method.addEventListener("change", () => this.start(this.method.value, this.number.valueAsNumber));
    this.number.addEventListener("change", () => this.start(this.method.value, this.number.valueAsNumber));
    const add = element("button", { onclick: () => this.addInLargest() }, "Add an edge");
    this.node = element(
      "section",
      { "aria-label": `${feature} bins` },
      element("h3", {}, feature === "duration" ? "Durations (s)" : "Velocities (1–127)"),
      element(
        "div",
        { class: "buttons" },
        element("label", {}, "method ", this.method),
        element("label", {}, "bins ", this.number),
        this.fewer,
        add,
      ),
      this.histogram.node,
      this.bins,
    );
  }

  private get most(): number {
    return Object.values(this.o.data.starts[this.o.feature])[0].length;
  }

  /** The edges of a method and number; by hand, they stay as they are. */
  private start(method: string, count: number): void {
    const { feature, data, choice } = this.o;
    if (method === BY_HAND) {
      // A number alone wants a method to place the edges by; the first is the quantiles.
      if (count === choice.edges[feature].length + 1) return;
      method = Object.keys(data.starts[feature])[0];
    }
    const bins = Math.max(1, Math.min(this.most, Math.round(count) || 1));
    const origin = { method: method as BinMethod, count: bins };
    choice.set(feature, { edges: data.starts[feature][origin.method][bins - 1], origin });
  }

  /** A further edge in the middle of the bin that has most notes, for those who cannot double-click. */
  private addInLargest(): void {
    const { axis, choice, feature } = this.o;
    const edges = choice.edges[feature];
    const ends = [axis.low, ...edges, axis.high].map((value) => axis.place(value));
    const bin = this.shares.indexOf(Math.max(...this.shares));
    this.histogram.add(axis.value((ends[bin] + ends[bin + 1]) / 2));
  }

  private shares: readonly number[] = [];

  draw({ cost }: Figures): void {
    const { feature, choice, axis } = this.o;
    const { edges, origin } = choice.state[feature];
    this.shares = cost[feature].shares;
    this.histogram.draw();
    this.method.value = origin?.method ?? BY_HAND;
    const count = edges.length + 1;
    this.number.value = String(origin?.count ?? count);
    this.fewer.textContent = origin && origin.count > count ? `${count} differ: equal edges are one` : "";
    // Buttons that are there stay, so that the one with the focus keeps it.
    while (this.bins.childElementCount > this.shares.length) this.bins.lastElementChild!.remove();
    while (this.bins.childElementCount < this.shares.length) {
      const bin = this.bins.childElementCount;
      this.bins.append(element("button", { class: bin % 2 ? "bin odd" : "bin", onclick: () => this.o.hear(bin) }));
    }
    this.shares.forEach((share, bin) => {
      const text = `${axis.range(bin, edges)}: ${formatNumber(100 * share)} %`;
      const button = this.bins.children[bin];
      button.textContent = `▶ ${text}`;
      button.setAttribute("aria-label", `Hear the bin ${text}`);
    });
  }
}
