import { beforeAll, describe, expect, it } from "vitest";
import { readCorpus } from "../../lib/corpus";
import { binEdges, countNotes, fitDistinct, type NoteCounts, repeated } from "../../lib/encoding";
import { choicesCode, lineOf, shortEdge } from "../../widgets/bins/code";

let counts: NoteCounts;
beforeAll(async () => {
  counts = countNotes((await readCorpus()).melodies);
});

describe("edges as code", () => {
  it("are short, and tell the same notes apart", () => {
    for (const feature of ["duration", "velocity"] as const) {
      for (let count = 2; count <= 16; count++) {
        const edges = binEdges(repeated(counts.features[feature]), "quantile", count).map((edge) => edge - 2e-9);
        const short = edges.map((edge) => shortEdge(edge, counts.features[feature]));
        expect(fitDistinct(counts.features[feature], short).counts).toEqual(
          fitDistinct(counts.features[feature], edges).counts,
        );
        for (const edge of short) expect(String(edge).length).toBeLessThan(String(1 / 3).length - 4);
      }
    }
  });

  it("are one line, by method as long as no hand touched them", () => {
    const byMethod = { edges: [0.1], origin: { method: "jenks", count: 2 } } as const;
    const state = { duration: byMethod, velocity: { edges: [64, 100], origin: null } };
    const code = choicesCode(state, counts.features);
    expect(code).toBe('{ duration: { method: "jenks", count: 2 }, velocity: { edges: [64, 100] } }');
    expect(lineOf(code)).toBe(`import { useBins } from "./lib/preset"; useBins(${code});`);
  });
});
