import type { Note } from "../../lib/corpus";
import { binOf, type Bins } from "../../lib/encoding";
import { binning } from "../../lib/exercise";
import { holds } from "./holds";

holds("middleEdge", binning.middleEdge, 0.5, 0.6, 0.4, 0.55, 1.5);
holds("collapsed", binning.collapsed, 2, 4, 1, 3);
holds("lowerEdge", binning.lowerEdge, 2, 0.5, 0.131, 0.2625, 1);

type BinOf = (value: number, edges: readonly number[]) => number;
const own: BinOf = (value, edges) => edges.filter((edge) => edge <= value).length;
holds<BinOf>(
  "binOf",
  binning.binOf,
  [own, binOf],
  (value, edges) => edges.filter((edge) => edge < value).length,
  (value, edges) => own(value, edges) + 1,
  (value, edges) => edges.filter((edge) => edge > value).length,
  (value, edges) => edges.findIndex((edge) => value < edge),
);

type Through = (notes: readonly Note[], bins: Bins) => Note[];
const median = ({ start, end }: Note, { medians, edges }: Bins): number => medians[binOf(end - start, edges)];
let now = 0;
holds<Through>(
  "through",
  binning.through,
  (notes, bins) => notes.map((note) => ({ ...note, end: note.start + median(note, bins) })),
  (notes, bins) => notes.map((note) => ({ ...note, end: median(note, bins) })),
  (notes) => notes.map((note) => note),
  (notes, bins) => notes.map((note) => ({ ...note, end: note.start + bins.edges[0] })),
  (notes, bins) =>
    notes.map((note) => {
      const start = now;
      now += median(note, bins);
      return { ...note, start, end: now };
    }),
);
