import { expect, it } from "vitest";
import { binOf, GAP_VALUES, gapValueBins, NOTE_VALUES, noteValueBins, TOGETHER } from "../../lib/encoding";

it("each note value has a bin of its own, what is in between goes to the nearer by ratio", () => {
  const { edges } = noteValueBins as { edges: number[] };
  expect(NOTE_VALUES.map((value) => binOf(0.5 * value, edges))).toEqual([...NOTE_VALUES.keys()]);
  expect([0.01, 0.51, 0.49, 0.36, 0.34, 9].map((quarters) => binOf(0.5 * quarters, edges))).toEqual([
    0, 5, 5, 4, 3, 10,
  ]);
});

it("a chord's gap has one too, and what is longer than a note", () => {
  const { edges } = gapValueBins as { edges: number[] };
  expect(GAP_VALUES.map((value) => binOf(0.5 * value, edges))).toEqual(GAP_VALUES.map((_, i) => i + 1));
  expect([0, TOGETHER - 1e-6, TOGETHER, 100].map((gap) => binOf(gap, edges))).toEqual([0, 0, 1, GAP_VALUES.length]);
});
