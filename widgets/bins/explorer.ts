/** The bin explorer: take hold of the edges, and see and hear what they do. */
import type { BinsData } from "../../lib/display";
import type { ArticleFeatureName as Feature } from "../../lib/encoding";
import { element, update } from "../dom";
import type { Host } from "../host";
import { Axis } from "./axis";
import { CarryOn } from "./carry-on";
import { Choice } from "./choice";
import { choicesCode } from "./code";
import { Compare } from "./compare";
import { Collection, FEATURES } from "./figures";
import { FiguresTable } from "./figures-table";
import { Hear } from "./hear";
import { FeaturePanel } from "./panel";
import { Plane } from "./plane";
import { TradeOff } from "./trade-off";

export function isBinsData(data: unknown): data is BinsData {
  const { widget, version } = (data ?? {}) as Partial<BinsData>;
  return widget === "bins" && version === 1;
}

/** Draws the explorer in `body`. */
export function drawBins(body: HTMLElement, data: BinsData, host: Host): void {
  const collection = new Collection(data);
  const choice = new Choice(data.choice);
  const undo = element("button", { onclick: () => choice.undo() }, "Undo");
  const redo = element("button", { onclick: () => choice.redo() }, "Redo");
  const reset = element("button", { onclick: () => choice.replace(data.choice) }, "As at first");
  const snaps = element("input", { type: "checkbox" });
  const snap = (value: number): number => (snaps.checked ? nearest(value, data.noteValues) : value);
  const axes = {
    duration: new Axis("duration", collection.distinct("duration")),
    velocity: new Axis("velocity", collection.distinct("velocity")),
  };
  const plane = new Plane(collection, axes);
  const tradeOff = new TradeOff(collection, data.starts);
  const hear = new Hear(data.melodies);
  const panels = FEATURES.map(
    (feature: Feature) =>
      new FeaturePanel({
        feature,
        data,
        choice,
        axis: axes[feature],
        snap: feature === "duration" ? snap : (value) => value,
        hear: (bin) => hear.hearBin(collection.counts, feature, bin),
      }),
  );
  const table = new FiguresTable(collection);
  const compare = new Compare(collection, choice, host, ({ bins }, name) => hear.hearWith(bins, name));
  const carryOn = new CarryOn(host);
  const tools = element("div", { class: "buttons" }, undo, redo, reset);
  if (data.noteValues.length > 0) tools.append(element("label", {}, snaps, " to note values"));
  update(body, { role: "group", "aria-label": data.alt });
  if (data.title !== null) body.append(element("h2", {}, data.title));
  body.append(
    tools,
    element("div", { class: "columns" }, ...panels.map(({ node }) => node)),
    element("div", { class: "columns" }, table.node, tradeOff.node),
    plane.node,
    hear.node,
    compare.node,
    carryOn.node,
  );

  const draw = (moved: Feature | null): void => {
    const figures = collection.figures(choice.edges);
    for (const panel of panels) panel.draw(figures);
    table.draw(figures);
    tradeOff.draw(figures, choice.edges, moved);
    plane.draw(figures);
    hear.draw(figures.bins);
    compare.draw(figures);
    carryOn.draw(choicesCode(choice.state, collection.counts.features));
    undo.disabled = !choice.canUndo;
    redo.disabled = !choice.canRedo;
  };
  choice.onChange(draw);
  body.addEventListener("keydown", (event) => {
    if (!(event.ctrlKey || event.metaKey) || !/^[zy]$/i.test(event.key)) return;
    if (event.key.toLowerCase() === "y" || event.shiftKey) choice.redo();
    else choice.undo();
    event.preventDefault();
  });
  draw(null);
}

function nearest(value: number, places: readonly { seconds: number }[]): number {
  const distance = (seconds: number): number => Math.abs(Math.log(seconds / value));
  return places.reduce((best, { seconds }) => (distance(seconds) < distance(best) ? seconds : best), places[0].seconds);
}
