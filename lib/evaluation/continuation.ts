/** Pieces that go on from openings never seen, beside how people went on from the same openings. */
import { songsOf, type Dataset, type Split } from "../dataset";
import { inAnyKey } from "./any-key";
import { type PeopleWindow, shapeOf } from "./people";
import { SuffixArray } from "./suffix-array";

/** Notes that are read before a piece begins. */
export const OPENING = 16;

/** The beginning of a song that was held back, and what its people made of it. */
export interface Opening {
  file: string;
  /** Its first {@link OPENING} notes. */
  notes: Int32Array;
  /** The notes that follow them, as many as a piece has. */
  people: Int32Array;
}

/** The openings of the side's songs that are long enough, in their order. */
export function openingsOf(dataset: Pick<Dataset, "songs">, length: number, side: Split = "test"): Opening[] {
  return songsOf(dataset, side).flatMap(({ file, semitones, indices }) =>
    semitones !== 0 || indices.length < OPENING + length
      ? []
      : { file, notes: indices.slice(0, OPENING), people: indices.slice(OPENING, OPENING + length) },
  );
}

/**
 * Makes the function that measures a piece of 12 notes or more: its stage, its different notes, its repetition, and the
 * longest passage in notes that a training song has too, in whatever key.
 */
export function pieceMeasurer(dataset: Pick<Dataset, "songs" | "vocabulary">): (piece: Int32Array) => PeopleWindow {
  const { vocabulary } = dataset;
  const written = songsOf(dataset, "train").filter(({ semitones }) => semitones === 0);
  const songs = new SuffixArray(written.map(({ indices }) => inAnyKey(vocabulary, indices)));
  return (piece) => {
    const steps = songs.longest(inAnyKey(vocabulary, piece));
    return { ...shapeOf(piece), longestCopy: steps === 0 ? 0 : steps + 1 };
  };
}
