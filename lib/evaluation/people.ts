/** Between which values the music of people lies, and whether a piece does. */
import { quantile } from "../encoding";
import { songBaseline, withoutDuplicates } from "./baseline";
import { distinct, seqRepN } from "./repetition";
import { stage, type Stage } from "./stage";

/** A window of a song that people wrote, with the measures that a piece is held against. */
export interface PeopleWindow {
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
    const window = different[song].subarray(at, at + length);
    return { stage: stage(window), distinct: distinct(window), seqRep4: seqRepN(window, 4), longestCopy };
  });
}

/** The measures of which people have a range. */
export type Ranged = Exclude<keyof PeopleWindow, "stage">;

/** By measure: the values that 5 % and 95 % of the windows of songs do not exceed. */
export type PeopleRange = Record<Ranged, readonly [low: number, high: number]>;

/** @throws Error where there are no windows, as when no song is long enough. */
export function peopleRange(windows: readonly PeopleWindow[]): PeopleRange {
  if (windows.length === 0) throw new Error("No song has a whole window; use longer songs or shorter pieces.");
  const range = (name: Ranged) => {
    const values = windows.map((window) => window[name]);
    return [quantile(values, 0.05), quantile(values, 0.95)] as const;
  };
  return { distinct: range("distinct"), seqRep4: range("seqRep4"), longestCopy: range("longestCopy") };
}

/** How complex a piece is; the third measure tells whose it is. */
const COMPLEXITY: readonly Ranged[] = ["distinct", "seqRep4"];

/**
 * Whether a piece of the windows' length has as many different notes as people's, and repeats itself as much: each of
 * `measures` within people's 5–95 %. Beside {@link stage}, which asks for no more than that there is no loop, this says
 * whether a piece at stage 3 is a melody as people write them.
 * @param measures with `longestCopy` among them, also whether it copies as little as they do.
 */
export function withinPeople<M extends Ranged = "distinct" | "seqRep4">(
  piece: Record<M, number>,
  range: PeopleRange,
  measures: readonly M[] = COMPLEXITY as readonly M[],
): boolean {
  return measures.every((name) => piece[name] >= range[name][0] && piece[name] <= range[name][1]);
}
