import { describe, expect, it } from "vitest";
import { capture, showStages, stageFigure, type StageEntry } from "../../../lib/display";
import { stageStretches } from "../../../lib/display/plots/stage-band";
import { parseSvg } from "../svg";

const entry = (
  epoch: number,
  stage: 1 | 2 | 3 | null,
  loopPeriod: number | null,
  longestCopy: number | null = null,
): StageEntry => ({ epoch, notes: 100, distinct: 5 * (stage ?? 0), loopPeriod, stage, longestCopy });
const diary = [entry(1, 1, 1), entry(5, 1, 1), entry(10, 2, 4), entry(15, 3, null), entry(20, 3, null)];

describe("stageStretches", () => {
  it("joins like stages; borders are half way between entries", () => {
    expect(stageStretches(diary)).toEqual([
      { stage: 1, from: 0.5, to: 7.5 },
      { stage: 2, from: 7.5, to: 12.5 },
      { stage: 3, from: 12.5, to: 20.5 },
    ]);
  });
  it("leaves a gap where the stage is not known", () => {
    expect(stageStretches([entry(1, 1, 1), entry(2, null, null), entry(3, 1, 1)])).toEqual([
      { stage: 1, from: 0.5, to: 1.5 },
      { stage: 1, from: 2.5, to: 3.5 },
    ]);
  });
  it("can show a single entry", () => {
    expect(stageStretches([entry(4, 2, 3)])).toEqual([{ stage: 2, from: 3.5, to: 4.5 }]);
  });
});

describe("stageFigure", () => {
  it("draws the measures over the epochs, whatever their order", () => {
    const { data, layout } = stageFigure([...diary].reverse());
    const named = (name: string): object => data.find((trace) => trace.name === name)!;
    expect(named("loop period (notes)")).toMatchObject({ x: [1, 5, 10, 15, 20], y: [1, 1, 4, null, null] });
    expect(named("distinct (%)")).toMatchObject({ y: [5, 5, 10, 15, 15] });
    expect(layout.shapes).toHaveLength(6);
  });
  it("lays a white edge below every line, so that it shows on the band in both themes", () => {
    const { data } = stageFigure(diary);
    const lines = data.filter(({ name, line }) => name && line);
    expect(lines).toHaveLength(2);
    for (const { x, y, yaxis, line } of lines) {
      const edge = data.find((other) => !other.name && other.yaxis === yaxis)!;
      expect(edge).toMatchObject({
        x,
        y,
        hoverinfo: "skip",
        showlegend: false,
        line: { color: expect.stringMatching(/^rgba\(255,255,255,/) },
      });
      expect(edge.line!.width!).toBeGreaterThan(line!.width!);
      expect(data.indexOf(edge)).toBeLessThan(data.findIndex(({ name }) => name));
    }
  });
  it("has a panel for what is copied once it is measured", () => {
    const names = (d: StageEntry[]): (string | undefined)[] => stageFigure(d).data.map(({ name }) => name);
    expect(names(diary)).not.toContain("longest copy (notes)");
    expect(names([entry(1, 1, 1, 3), entry(2, 2, 2, 9)])).toContain("longest copy (notes)");
  });
  it("needs an entry", () => expect(() => stageFigure([])).toThrow(/empty/));
});

it("shows the figure and says the stages in words", async () => {
  const [{ data }] = await capture(() => showStages(diary));
  expect(data["text/plain"]).toBe(
    "Stages of the diary: stage 1 (one note repeated) from epoch 1 to 5; stage 2 (a short loop, or few notes) from epoch 10 to 10; stage 3 (as complex as people's) from epoch 15 to 20.",
  );
  expect(
    Array.from(parseSvg(data["image/svg+xml"] as string).querySelectorAll(".legendtext"), (text) => text.textContent),
  ).toEqual(["stage 1: one note repeated", "stage 2: a short loop, or few notes", "stage 3: as complex as people's"]);
});
