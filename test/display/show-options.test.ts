import { afterAll, expect, it } from "vitest";
import {
  capture,
  showBinExplorer,
  showDrawing,
  showHistogram,
  showLstm,
  showModel,
  showPianoRoll,
  showPlot,
  showSounds,
  showStages,
  showStageShares,
  showTable,
  showTrainingChart,
  type ShowOptions,
} from "../../lib/display";
import { Melody } from "../../lib/corpus";
import { Seq2Seq } from "../../lib/model";
import { parseHtml, parseSvg } from "./svg";

const notes = [{ pitch: 60, velocity: 90, start: 0, end: 0.2 }];
const entry = { epoch: 1, notes: 1, distinct: 1, loopPeriod: null, stage: 3 as const, longestCopy: 0 };
const shares = { stage1Share: 0, stage2Share: 0, stage3Share: 1 };
const record = { epoch: 1, loss: 1, accuracy: 0, validationLoss: null, validationAccuracy: null };
const model = new Seq2Seq({ vocabulary: 3, units: [2], dropout: 0, seed: 1 });
afterAll(() => model.dispose());

const tune = Melody.from({ file: "a.mid", track: "", program: 0, notes });

const functions: Record<string, (options: ShowOptions & { alt: string }) => Promise<void>> = {
  showBinExplorer: (options) => showBinExplorer([tune], options),
  showDrawing: (options) => showDrawing('<svg xmlns="http://www.w3.org/2000/svg"/>', options),
  showHistogram: (options) => showHistogram([1, 2], { label: "value", ...options }),
  showLstm,
  showModel: (options) => showModel(model, options),
  showPianoRoll: (options) => showPianoRoll([{ notes, title: "notes" }], options),
  showPlot: (options) => showPlot({ data: [{ x: [1], y: [1] }], layout: {} }, options),
  showSounds: (options) => showSounds([{ notes, title: "notes" }], options),
  showStages: (options) => showStages([entry], options),
  showStageShares: (options) => showStageShares([{ epoch: 1, measures: shares }], options),
  showTable: (options) => showTable([{ a: 1 }], options),
  showTrainingChart: (options) => showTrainingChart([record], options),
};

it.each(Object.entries(functions))("%s takes a title, words for those who do not see it, and an id", async (_, fn) => {
  const options = { title: "A title <b>", alt: "In words", id: `shown-${Math.random()}` };
  const [first, second] = await capture(async () => {
    await fn(options);
    await fn(options);
  });
  expect([first.id, first.update, second.update]).toEqual([options.id, false, true]);
  const { "text/html": html, "image/svg+xml": svg } = first.data as Record<string, string>;
  const shown = svg ? parseSvg(svg).documentElement : parseHtml(html).body;
  expect(shown.textContent).toContain("A title <b>");
  expect(svg ?? html).toMatch(/(aria-label|alt)="In words"/);
});
