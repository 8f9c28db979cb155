import { execFileSync } from "child_process";
import * as path from "path";
import { describe, expect, it } from "vitest";
import { histogramFigure } from "../../../lib/display";
import { countBars, edgeData } from "../../../lib/display/plots/histogram";

const root = path.resolve(__dirname, "../../..");

/** numpy's answer. */
function numpyHistogram(values: number[], bins: number): { counts: number[]; at: number[] } {
  const code =
    "import sys,json,numpy; v,b=json.load(sys.stdin); c,e=numpy.histogram(v,b); print(json.dumps({'counts':c.tolist(),'at':e.tolist()}))";
  return JSON.parse(
    execFileSync(path.join(root, ".venv/bin/python"), ["-c", code], {
      input: JSON.stringify([values, bins]),
      encoding: "utf8",
    }),
  );
}

describe("countBars", () => {
  it("counts as numpy does", () => {
    const values = Array.from({ length: 500 }, (_, i) => ((i * 7919) % 1009) / 37);
    const ours = countBars(values, 23);
    const numpy = numpyHistogram(values, 23);
    expect(ours.counts).toEqual(numpy.counts);
    ours.at.forEach((edge, i) => expect(edge).toBeCloseTo(numpy.at[i], 2));
  });

  it("makes bars of equal ratio on a logarithmic axis", () => {
    expect(countBars([1, 20, 200, 2000, 10_000], 4, true)).toEqual({
      at: [1, 10, 100, 1000, 10_000],
      counts: [1, 1, 1, 2],
    });
  });

  it("counts a single value once", () => {
    const { at, counts } = countBars([0.5, 0.5, 0.5], 10);
    expect(counts.reduce((a, b) => a + b)).toBe(3);
    expect([at[0], at[10]]).toEqual([0, 1]);
  });

  it("gives whole numbers a bar each", () => {
    expect(countBars([64, 66, 66, 67])).toEqual({ at: [63.5, 64.5, 65.5, 66.5, 67.5], counts: [1, 0, 2, 1] });
  });

  it("refuses what has no place on the axis", () => {
    expect(() => countBars([])).toThrow(/finite/);
    expect(() => countBars([1, NaN, Infinity])).toThrow(/finite/);
    expect(() => countBars([0, 1], 5, true)).toThrow(/logarithmic/);
  });
});

it("draws the edges in with their values", () => {
  const { data, layout } = histogramFigure([0.1, 0.2, 0.2, 0.4, 0.8], {
    label: "duration (s)",
    edges: [0.15, 0.3],
    log: true,
    bars: 4,
  });
  expect(data[1]).toMatchObject({ x: [0.15, 0.3], text: ["0.150", "0.300"], error_y: { valueminus: 100 } });
  expect(layout.xaxis).toMatchObject({ type: "log", title: { text: "duration (s)" } });
  expect((layout.xaxis as { tickvals: number[] }).tickvals).toEqual(expect.arrayContaining([0.1, 0.2, 0.5]));
});

describe("the labels of edges", () => {
  /** Bars from 0 to 100, the highest 100, on 400 pixels: a label of five characters takes about 30, so 8 of the axis. */
  const bars = { at: [0, 50, 100], counts: [100, 20] };
  const labels = (...edges: number[]): [string, number][] => {
    const { text, y } = edgeData(edges, bars, false, 400);
    return text.map((label, i) => [label, y[i]]);
  };

  it("stand at one height where there is room", () => {
    expect(labels(20.5, 40.5, 60.5)).toEqual([
      ["20.5", 102],
      ["40.5", 102],
      ["60.5", 102],
    ]);
  });

  it("step up from neighbour to neighbour, so that none is crossed by a line", () => {
    expect(labels(20.5, 22.5, 24.5)).toEqual([
      ["20.5", 102],
      ["22.5", 111],
      ["24.5", 120],
    ]);
    expect(labels(20.5, 22.5, 40.5, 42.5)).toEqual([
      ["20.5", 102],
      ["22.5", 111],
      ["40.5", 102],
      ["42.5", 111],
    ]);
  });

  it("are left out where edges crowd; the lines stay", () => {
    const { x, text } = edgeData([20.5, 21.5, 22.5, 23.5, 24.5, 60.5], bars, false, 400);
    expect(x).toEqual([20.5, 21.5, 22.5, 23.5, 24.5, 60.5]);
    expect(text).toEqual(["20.5", "21.5", "22.5", "", "", "60.5"]);
  });

  it("have room by the places on the axis, which a logarithmic one spreads otherwise", () => {
    const spread = { at: [1, 10, 100], counts: [100, 1] };
    const heights = (log: boolean): number[] => edgeData([2, 3, 4], spread, log, 400).y;
    expect(heights(false)).toEqual([102, 111, 120]);
    expect(heights(true)).toEqual([102, 102, 102]);
  });
});
