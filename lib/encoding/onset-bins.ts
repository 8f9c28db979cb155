/** Bins of the time to the next onset, of which chords have one to themselves. */
import type { Melody } from "../corpus/notes";
import { binEdges, type BinMethod } from "./edges";
import { gap, TOGETHER } from "./features/gap";
import { type BinChoice, valuesOf } from "./note-bins";

/**
 * Bins for the gaps of `melodies`: the first is a chord's, below {@link TOGETHER}, the others cut what is longer into at
 * most `count` − 1 by `method`. Where there are no chords the first is left out.
 * @throws Error when there are no notes, or as `binEdges` does.
 */
export function onsetBins(
  melodies: readonly Melody[],
  { method, count }: { method: BinMethod; count: number },
): BinChoice {
  const gaps = valuesOf(melodies, gap);
  const later = gaps.filter((seconds) => seconds >= TOGETHER);
  if (gaps.length > 0 && later.length === 0) return { edges: [] };
  const chords = later.length < gaps.length ? [TOGETHER] : [];
  const edges = binEdges(later, method, Math.max(1, count - chords.length)).map((edge) => edge - gap.edgesBelow);
  return { edges: [...chords, ...edges.filter((edge) => edge > TOGETHER)] };
}
