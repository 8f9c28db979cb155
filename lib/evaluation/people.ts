/** Between which values the music of people lies, and whether a piece does. */
import { quantile } from "../encoding";
import { songBaseline, withoutDuplicates } from "./baseline";
import { spreadOver } from "./spread-over";
import { distinct, seqRepN } from "./repetition";
import { stage, type Stage } from "./stage";

/** A window of a song that people wrote, with the measures that a piece is held against. */
export interface PeopleWindow {
  /** By its loops alone. */
  stage: Stage;
  /** Different notes. */
  distinct: number;
  /** Share of the 4-grams that came before in the window. */
  seqRep4: number;
  /** Notes in the longest passage that another song shares. */
  longestCopy: number;
}

/** Windows of `length` notes (12 or more) of all the songs, one after the other; songs of equal content count once. */
export function peopleWindows(songs: readonly Int32Array[], length: number): PeopleWindow[] {
  const different = withoutDuplicates(songs);
  return songBaseline(different, length).map(({ song, at, longestCopy }) => {
    return { ...shapeOf(different[song].subarray(at, at + length)), longestCopy };
  });
}

/** What a piece of 12 notes or more shows by itself. */
export function shapeOf(piece: Int32Array): Omit<PeopleWindow, "longestCopy"> {
  return { stage: stage(piece), distinct: distinct(piece), seqRep4: seqRepN(piece, 4) };
}

/** The measures of which people have a range. */
export type Ranged = Exclude<keyof PeopleWindow, "stage">;

/** By measure: the values that 5 % and 95 % of the windows of songs do not exceed. */
export type PeopleRange = Record<Ranged, readonly [low: number, high: number]>;

const nineInTen = (values: readonly number[]) => [quantile(values, 0.05), quantile(values, 0.95)] as const;

/** @throws Error where there are no windows, as when no song is long enough. */
export function peopleRange(windows: readonly PeopleWindow[]): PeopleRange {
  if (windows.length === 0) throw new Error("No song has a whole window; use longer songs or shorter pieces.");
  const range = (name: Ranged) => nineInTen(windows.map((window) => window[name]));
  return { distinct: range("distinct"), seqRep4: range("seqRep4"), longestCopy: range("longestCopy") };
}

/** How complex a piece is; the third measure tells whose it is. */
const COMPLEXITY: readonly Ranged[] = ["distinct", "seqRep4"];

/** Of people's ranges those that say how complex a piece is. */
export type ComplexityRange = Pick<PeopleRange, "distinct" | "seqRep4">;

/** Windows without which a share of 5 % says nothing, and as many, evenly spread, as say enough. */
const LEAST_WINDOWS = 10;
const MOST_WINDOWS = 2000;

/**
 * {@link peopleRange} without what windows share with other songs, which takes long; of very many windows some. Null where
 * there are fewer than {@link LEAST_WINDOWS}.
 */
export function complexityRange(songs: readonly Int32Array[], length: number): ComplexityRange | null {
  const windows = withoutDuplicates(songs).flatMap((song) =>
    Array.from({ length: Math.floor(song.length / length) }, (_, w) => song.subarray(w * length, (w + 1) * length)),
  );
  if (windows.length < LEAST_WINDOWS) return null;
  const some = spreadOver(windows, MOST_WINDOWS);
  return { distinct: nineInTen(some.map(distinct)), seqRep4: nineInTen(some.map((window) => seqRepN(window, 4))) };
}

/**
 * Whether a piece of the windows' length has as many different notes as people's, and repeats itself as much: each of
 * `measures` within people's 5–95 %.
 * @param measures with `longestCopy` among them, also whether it copies as little as they do.
 */
export function withinPeople<M extends Ranged = "distinct" | "seqRep4">(
  piece: Record<M, number>,
  range: Pick<PeopleRange, NoInfer<M>>,
  measures: readonly M[] = COMPLEXITY as readonly M[],
): boolean {
  return measures.every((name) => piece[name] >= range[name][0] && piece[name] <= range[name][1]);
}

/**
 * The stage of a piece beside people's: as its loops tell ({@link stage}), but 3 only where it is also as complex as nine in
 * ten of people's windows are. A piece without a loop that has fewer different notes than they, or repeats itself more, is
 * at stage 2: few notes over and over, if not in one order. One that is more varied than they shows none of the three: null.
 * @param piece its stage by loops alone, and its measures
 * @param people of windows as long as the piece; null: by loops alone
 */
export function stageBesidePeople(
  piece: Pick<PeopleWindow, "stage" | "distinct" | "seqRep4">,
  people: ComplexityRange | null,
): Stage | null {
  if (piece.stage !== 3 || !people || withinPeople<"distinct" | "seqRep4">(piece, people)) return piece.stage;
  return piece.distinct < people.distinct[0] || piece.seqRep4 > people.seqRep4[1] ? 2 : null;
}
