/** What must hold for any encoding, be its steps one number or several. */
import { describe, expect, it } from "vitest";
import { type Encoding, Multivariate, Vocabulary } from "../../lib/encoding";
import { measurer } from "../../lib/evaluation";
import { example, exampleBins } from "./songs";

const pseudoNotes: Encoding = Vocabulary.from([example], exampleBins);
const separate: Encoding = new Multivariate(exampleBins);

describe.each([pseudoNotes, separate])("the encoding $name", (encoding) => {
  const steps = encoding.encode(example);

  it("gives as many numbers a step as it has sizes, each below its size", () => {
    expect(steps).toHaveLength(7 * encoding.sizes.length);
    steps.forEach((value, i) => {
      expect(value).toBeGreaterThanOrEqual(0);
      expect(value).toBeLessThan(encoding.sizes[i % encoding.sizes.length]);
    });
  });

  it("takes columns and notes alike", () => {
    expect(encoding.encode(example.notes)).toEqual(steps);
  });

  it("encodes what it decoded as it was", () => {
    const notes = encoding.decode(steps);
    expect(notes.map(({ pitch }) => pitch)).toEqual([...example.pitch]);
    expect(encoding.encode(notes)).toEqual(steps);
  });

  it("says the fields", () => {
    expect(encoding.fields(steps)[3]).toEqual({ pitch: 60, velocityBin: 1, durationBin: 0 });
  });

  it("has a key for each step, the same where steps are", () => {
    const keys = [...encoding.keys(steps)];
    expect(keys.map((key) => keys.indexOf(key))).toEqual([0, 0, 2, 3, 2, 3, 6]);
  });

  it("can be measured", () => {
    const twice = Int32Array.of(...steps, ...steps);
    const measures = measurer(encoding, [steps])(twice);
    expect([measures.notes, measures.distinct, measures.longestRun, measures.loopPeriod]).toEqual([14, 4, 2, 7]);
    expect([measures.longestCopy, measures.lengthDivergence, measures.lengthOverlap]).toEqual([7, 0, 1]);
  });
});

it("two encodings of the same bins decode alike, and are measured alike", () => {
  const [a, b] = [pseudoNotes, separate].map((encoding) => {
    const steps = encoding.encode(example);
    const twice = Int32Array.of(...steps, ...steps);
    return { notes: encoding.decode(steps), measures: measurer(encoding, [steps])(twice) };
  });
  expect(a).toEqual(b);
});
