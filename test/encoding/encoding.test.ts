/** What the interface of encodings allows: one with several numbers a step, made here, and what must hold for any. */
import { describe, expect, it } from "vitest";
import { columnsOf, type Note, type NoteColumns } from "../../lib/corpus";
import {
  type Encoding,
  featuresIn,
  fieldColumns,
  fieldSizes,
  fieldsOfRow,
  type NoteBins,
  type NoteFields,
  notesOfRows,
  Radix,
  Vocabulary,
} from "../../lib/encoding";
import { measurer } from "../../lib/evaluation";
import { example, exampleBins } from "./songs";

/** Each field of a note is a number of its own: no vocabulary, and no note that it does not know. */
class SeparateFields implements Encoding {
  readonly name = "separate fields";
  readonly features;
  readonly sizes;

  constructor(readonly bins: NoteBins) {
    this.features = featuresIn(bins);
    this.sizes = fieldSizes(bins);
  }

  encode(notes: NoteColumns | readonly Note[]): Int32Array {
    const columns = fieldColumns("pitch" in notes ? notes : columnsOf(notes), this.bins);
    const width = this.sizes.length;
    return Int32Array.from({ length: notes.length * width }, (_, i) => columns[i % width][Math.floor(i / width)]);
  }

  decode(steps: ArrayLike<number>): Note[] {
    return notesOfRows(this.rows(steps), this.bins);
  }

  fields(steps: ArrayLike<number>): NoteFields[] {
    return this.rows(steps).map((row) => fieldsOfRow(row, this.features));
  }

  keys(steps: ArrayLike<number>): Int32Array {
    const radix = new Radix(this.sizes);
    return Int32Array.from(this.rows(steps), (row) => radix.join(row));
  }

  private rows(steps: ArrayLike<number>): number[][] {
    const width = this.sizes.length;
    const all = Array.from(steps);
    return Array.from({ length: all.length / width }, (_, i) => all.slice(i * width, (i + 1) * width));
  }
}

const pseudoNotes: Encoding = Vocabulary.from([example], exampleBins);
const separate: Encoding = new SeparateFields(exampleBins);

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
