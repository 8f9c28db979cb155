import { beforeAll, describe, expect, it } from "vitest";
import { type Corpus, readCorpus } from "../../lib/corpus";
import { binsData, formatNumber } from "../../lib/display";
import { compareBins } from "../../lib/display/compare";
import { ARTICLE, binCost, fitNoteBins } from "../../lib/encoding";
import { choicesCode } from "../../widgets/bins/code";
import { compareLine, trainLine } from "../../widgets/bins/compare";
import { Collection } from "../../widgets/bins/figures";

let corpus: Corpus;
beforeAll(async () => void (corpus = await readCorpus()));

describe("compareBins", () => {
  const choices = { A: ARTICLE, B: { duration: { edges: [0.15, 0.4] }, velocity: { edges: [] } } } as const;

  it("has the figures of lib and of the explorer, a row for each choice", async () => {
    const frame = await compareBins(choices);
    const rows = frame.values as (string | number)[][];
    const at = (row: number, column: string) => rows[row][frame.columns.indexOf(column)];
    expect(rows.map(([name]) => name)).toEqual(["A", "B"]);
    expect(at(0, "duration bins")).toBe("4 by quantile");
    expect([at(1, "duration bins"), at(1, "velocity bins")]).toEqual(["3 by hand", "1 by hand"]);
    const collection = new Collection(JSON.parse(JSON.stringify(binsData(corpus.melodies))));
    Object.values(choices).forEach((choice, row) => {
      const bins = fitNoteBins(corpus.melodies, choice);
      const cost = binCost(corpus.melodies, bins);
      expect(at(row, "vocabulary")).toBe(cost.vocabulary);
      expect(at(row, "singletons")).toBe(cost.singletons);
      expect(at(row, "entropy (bits)")).toBeCloseTo(cost.entropy, 12);
      expect(at(row, "duration RMS (s)")).toBeCloseTo(cost.duration.rms, 12);
      expect(at(row, "velocity error (%)")).toBeCloseTo(100 * cost.velocity.relative, 12);
      expect(at(row, "duration heard (%)")).toBeCloseTo(100 * cost.duration.heard!, 12);
      const edges = { duration: bins.duration.edges, velocity: bins.velocity.edges };
      const bits = collection.bits(collection.figures(edges));
      expect(at(row, "3-gram (bits/note)")).toBeCloseTo(bits, 12);
      const shown = Object.fromEntries(collection.rows(collection.figures(edges)));
      expect(shown["duration change that is heard"]).toBe(`${formatNumber(100 * cost.duration.heard!)} % of notes`);
    });
  }, 120_000);

  it("asks for choices", async () => {
    await expect(compareBins({})).rejects.toThrow(/give one or more by name/);
  });
});

describe("the lines that the explorer runs", () => {
  it("are code that makes the same choices", () => {
    const counts = { duration: { values: Float64Array.of(0.1, 0.3), counts: Uint32Array.of(1, 1) } };
    const state = {
      duration: { edges: [0.21], origin: null },
      velocity: { edges: [64], origin: { method: "jenks", count: 2 } },
    } as const;
    const code = choicesCode(state, { ...counts, velocity: counts.duration });
    const read = (line: string, name: string): unknown =>
      new Function(
        name,
        line
          .replace(/import .*?; /g, "")
          .replace(/const compared = await |await /g, "")
          .replace(/showTable.*/, ""),
      )((choices: unknown) => (got = choices)) ?? got;
    let got: unknown;
    const wanted = { duration: { edges: [expect.closeTo(0.2, 1)] }, velocity: { method: "jenks", count: 2 } };
    expect(read(compareLine([{ name: "A", code }]), "compareBins")).toEqual({ A: wanted });
    expect(read(trainLine(code), "trainAndCompare")).toEqual(wanted);
    for (const line of [compareLine([{ name: "A", code }]), trainLine(code)]) expect(line).not.toContain("\n");
  });
});
