import { expect, it } from "vitest";
import { NO_EPOCH } from "../../lib/experiment";
import { capture, showSounds, showStages, showStageShares, showTable, showTrainingChart } from "../../lib/display";

it.each([
  ["showStages", () => showStages([]), NO_EPOCH],
  ["showStageShares", () => showStageShares([]), NO_EPOCH],
  ["showTrainingChart", () => showTrainingChart([], { title: "The <run>" }), `The <run>: ${NO_EPOCH}`],
  ["showTable", () => showTable([], { title: "Skipped files" }), "Skipped files: none"],
  ["showTable with words of its own", () => showTable([], { empty: "not yet" }), "not yet"],
  ["showSounds", () => showSounds([]), "nothing to hear"],
] as const)("%s says what is missing where there is nothing to show", async (_, show, text) => {
  const [output, ...more] = await capture(show);
  expect(more).toEqual([]);
  expect(output.data["text/plain"]).toBe(text);
  expect(output.data["text/html"]).toBe(`<div>${text.replace("<", "&lt;").replace(">", "&gt;")}</div>`);
});
