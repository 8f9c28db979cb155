import { fourFeatures } from "../../lib/exercise";
import { holds } from "./holds";

const sums = (gaps: readonly number[]): number[] => {
  let now = 0;
  return gaps.map((gap) => (now += gap));
};

holds(
  "gaps",
  fourFeatures.gaps,
  [
    [0, 0, 1, 2],
    [0, 0, 1, 3 - 1],
  ],
  [0, 0, 1],
  [0, 0, 1, 0],
  [1, 1, 1, 2],
  [0, 0, 0, 1],
);
holds("width", fourFeatures.width, 128 + 2 + 4 + 8, 128 * 2 * 4 * 8, 4, 14, 134);
holds("chain", fourFeatures.chain, -Math.log2(1 / 4 / 2 / 4), 1 / 32, 5 * Math.LN2, 6, 1);
type Onsets = (gaps: readonly number[]) => readonly number[];
holds<Onsets>(
  "onsets",
  fourFeatures.onsets,
  (gaps) => gaps.map((_, i) => gaps.slice(0, i).reduce((a, b) => a + b, 0)),
  sums,
  (gaps) => gaps,
  (gaps) => [0, ...sums(gaps)],
);
