import { expect, it } from "vitest";
import { binOf, NOTE_VALUES, noteValueBins } from "../../lib/encoding";

it("each note value has a bin of its own, what is in between goes to the nearer by ratio", () => {
  const { edges } = noteValueBins as { edges: number[] };
  expect(NOTE_VALUES.map((value) => binOf(0.5 * value, edges))).toEqual([...NOTE_VALUES.keys()]);
  expect([0.01, 0.51, 0.49, 0.36, 0.34, 9].map((quarters) => binOf(0.5 * quarters, edges))).toEqual([
    0, 5, 5, 4, 3, 10,
  ]);
});
