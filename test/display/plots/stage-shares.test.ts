import { describe, expect, it } from "vitest";
import {
  capture,
  showStages,
  showStageShares,
  STAGE_COLOURS,
  stageFigure,
  stageSharesFigure,
  type Output,
  type StageShareEntry,
} from "../../../lib/display";
import { parseSvg } from "../svg";

const entry = (epoch: number, ...[stage1Share, stage2Share, stage3Share]: number[]): StageShareEntry => ({
  epoch,
  measures: { stage1Share, stage2Share, stage3Share },
});
const diary = [entry(1, 1, 0, 0), entry(5, 0.5, 0.5, 0), entry(10, 1 / 8, 1 / 2, 3 / 8)];

const legend = ([{ data }]: Output[]): string[][] =>
  Array.from(parseSvg(data["image/svg+xml"] as string).querySelectorAll("g.traces"), (item) => [
    item.querySelector(".legendtext")!.textContent!,
    item.querySelector(".legendpoints path")!.getAttribute("fill")!,
  ]);

describe("stageSharesFigure", () => {
  it("stacks the shares in percent over the epochs, stage 1 lowest, whatever the entries' order", () => {
    const { data } = stageSharesFigure([...diary].reverse());
    expect(data.slice(0, 3)).toMatchObject([
      { stackgroup: "stages", x: [1, 5, 10], y: [100, 50, 12.5], fillcolor: STAGE_COLOURS[1] },
      { stackgroup: "stages", x: [1, 5, 10], y: [0, 50, 50], fillcolor: STAGE_COLOURS[2] },
      { stackgroup: "stages", x: [1, 5, 10], y: [0, 0, 37.5], fillcolor: STAGE_COLOURS[3] },
    ]);
  });

  it("has the colours and the legend of the band", async () => {
    const stages = { notes: 100, distinct: 9, loopPeriod: null, longestCopy: null } as const;
    const band = [
      { ...stages, epoch: 1, stage: 1 },
      { ...stages, epoch: 2, stage: 2 },
      { ...stages, epoch: 3, stage: 3 },
    ] as const;
    const { shapes } = stageFigure(band).layout;
    expect(new Set(shapes!.map(({ fillcolor }) => fillcolor))).toEqual(new Set(Object.values(STAGE_COLOURS)));
    const shown = legend(await capture(() => showStageShares(diary)));
    expect(shown.map(([text]) => text)).toEqual([
      "stage 1: one note repeated",
      "stage 2: a short loop, or few notes",
      "stage 3: as complex as people's",
    ]);
    expect(shown).toEqual(legend(await capture(() => showStages(band))));
  });

  it("leaves out entries without shares", () => {
    const { data } = stageSharesFigure([
      { epoch: 0 },
      ...diary,
      { epoch: 15, measures: { stage1Share: null, stage2Share: 0, stage3Share: 0 } },
    ]);
    expect(data[0].x).toEqual([1, 5, 10]);
  });

  it("gives a single entry a width", () => {
    expect(stageSharesFigure([diary[1]]).data[1]).toMatchObject({ x: [4.5, 5.5], y: [50, 50] });
  });

  it("needs an entry with shares", () => {
    for (const none of [[], [{ epoch: 1 }]]) expect(() => stageSharesFigure(none)).toThrow(/no entry .* survey/);
  });
});

it("shows the figure and says where the shares began and ended", async () => {
  const [{ data }] = await capture(() => showStageShares(diary));
  expect(data["text/plain"]).toBe(
    "Shares of the pieces at each stage over the epochs: after epoch 1 stage 1 100 %, stage 2 0 %, stage 3 0 %; after epoch 10 stage 1 12.5 %, stage 2 50 %, stage 3 37.5 %.",
  );
});
