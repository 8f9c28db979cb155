/** All the measures of a piece in one go. */
import type { Encoding, NoteFields } from "../encoding";
import { divergence, overlap } from "./distribution";
import { histogram, pitchClassEntropy, pitchEntropy } from "./entropy";
import { meanStep, pitchRange } from "./interval";
import { loopPeriod, loopedShare } from "./loop";
import { type ComplexityRange, shapeOf, stageBesidePeople } from "./people";
import { overlapFrom, SongIndex } from "./originality";
import { distinctN, longestRun } from "./repetition";
import { scaleConsistency } from "./scale";
import type { Stage } from "./stage";

/** Each is explained at the function of its name. */
export interface Measures {
  notes: number;
  distinct: number;
  distinct2: number;
  longestRun: number;
  seqRep4: number;
  loopPeriod: number | null;
  loopedShare: number;
  /** Beside people's pieces; null where it shows none. */
  stage: Stage | null;
  pitchEntropy: number;
  pitchClassEntropy: number;
  /** In semitones. */
  pitchRange: number;
  meanStep: number;
  scaleConsistency: number;
  /** Of the note lengths, against the training songs', in bits; null where infinite. */
  lengthDivergence: number | null;
  lengthOverlap: number;
  /** Notes in the longest copy; `copySong`: index of the training song, `copyAt`: note it begins at in that song. */
  longestCopy: number;
  copySong: number | null;
  copyAt: number | null;
  /** Shares of the piece's n-grams that a training song has. */
  overlap2: number;
  overlap4: number;
  overlap8: number;
}

/**
 * Makes the function that measures pieces, in steps of `encoding`, against the training songs; what depends on the songs
 * alone is computed once. Pieces need 12 notes or more.
 * @param people between which values the complexity of people's windows lies that are as long as the pieces
 * (`complexityRange`): stage 3 asks for it. Null: stages are told by loops alone.
 */
export function measurer(
  encoding: Encoding,
  trainingSongs: readonly Int32Array[],
  people: ComplexityRange | null = null,
): (piece: Int32Array) => Measures {
  const index = new SongIndex(trainingSongs.map((song) => encoding.keys(song)));
  const lengths = (notes: readonly NoteFields[]) =>
    histogram(
      notes.map((note) => note.durationBin),
      encoding.bins.duration.medians.length,
    );
  const trained = trainingSongs
    .map((song) => lengths(encoding.fields(song)))
    .reduce((sum, counts) => sum.map((count, bin) => count + counts[bin]));
  return (steps) => {
    const notes = encoding.fields(steps);
    const piece = encoding.keys(steps);
    const matches = index.matches(piece);
    const copy = matches.reduce((best, match) => (match.length > best.length ? match : best));
    const copied = matches.map((match) => match.length);
    const lengthDivergence = divergence(lengths(notes), trained);
    const shape = shapeOf(piece);
    return {
      notes: notes.length,
      distinct: shape.distinct,
      distinct2: distinctN(piece, 2),
      longestRun: longestRun(piece),
      seqRep4: shape.seqRep4,
      loopPeriod: loopPeriod(piece),
      loopedShare: loopedShare(piece),
      stage: stageBesidePeople(shape, people),
      pitchEntropy: pitchEntropy(notes),
      pitchClassEntropy: pitchClassEntropy(notes),
      pitchRange: pitchRange(notes),
      meanStep: meanStep(notes),
      scaleConsistency: scaleConsistency(notes),
      lengthDivergence: Number.isFinite(lengthDivergence) ? lengthDivergence : null,
      lengthOverlap: overlap(lengths(notes), trained),
      longestCopy: copy.length,
      copySong: copy.length > 0 ? copy.song : null,
      copyAt: copy.length > 0 ? copy.at : null,
      overlap2: overlapFrom(copied, 2),
      overlap4: overlapFrom(copied, 4),
      overlap8: overlapFrom(copied, 8),
    };
  };
}
