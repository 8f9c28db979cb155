/** What comes of one way of decoding: pieces from many openings in a few figures. */
import { quantile } from "../encoding";
import { type PeopleRange, type PeopleWindow, stageBesidePeople, withinPeople, type Ranged } from "../evaluation";

/** All that makes a piece one that people might have made. */
export const PEOPLES: readonly Ranged[] = ["longestCopy", "seqRep4", "distinct"];

export interface DecodingRow {
  name: string;
  pieces: number;
  /** How many are at each stage, beside people's. */
  stages: Record<1 | 2 | 3, number>;
  /** Medians. */
  longestCopy: number;
  seqRep4: number;
  distinct: number;
  /** Pieces that lie within people's 5–95 %, by measure. */
  within: Record<Ranged, number>;
  /** Pieces whose longest copy, repetition and different notes all lie within people's 5–95 %. */
  withinPeople: number;
}

/** @throws Error for no pieces. */
export function decodingRow(name: string, pieces: readonly PeopleWindow[], range: PeopleRange): DecodingRow {
  if (pieces.length === 0) throw new Error("There are no pieces to measure; compose some first.");
  const at = (s: number) => pieces.filter((piece) => stageBesidePeople(piece, range) === s).length;
  const median = (of: Ranged) =>
    quantile(
      pieces.map((piece) => piece[of]),
      0.5,
    );
  const fitting = (measures: readonly Ranged[]) =>
    pieces.filter((piece) => withinPeople(piece, range, measures)).length;
  return {
    name,
    pieces: pieces.length,
    stages: { 1: at(1), 2: at(2), 3: at(3) },
    longestCopy: median("longestCopy"),
    seqRep4: median("seqRep4"),
    distinct: median("distinct"),
    within: {
      longestCopy: fitting(["longestCopy"]),
      seqRep4: fitting(["seqRep4"]),
      distinct: fitting(["distinct"]),
    },
    withinPeople: fitting(PEOPLES),
  };
}
