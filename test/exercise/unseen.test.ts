import { decoding, pointing } from "../../lib/exercise";
import { holds } from "./holds";

holds("weight", pointing.weight, 3 / 4, Math.log(3), 3, 1 / 4);
holds("mixed", pointing.mixed, 0.5 * 0.1 + 0.5 * 0.7, 0.8, 0.05, 0.07);
holds("bits", pointing.bits, -Math.log2(1 / 8), Math.log(8), -3, 1 / 8);
type Copied = (followed: readonly number[], weights: readonly number[], note: number) => number;
holds<Copied>(
  "copied",
  pointing.copied,
  (followed, weights, note) => weights.reduce((sum, weight, k) => sum + (followed[k] === note ? weight : 0), 0),
  (followed, weights, note) => weights[followed.indexOf(note)] ?? 0,
  (followed, weights, note) => weights[followed.lastIndexOf(note)] ?? 0,
  (followed, _, note) => followed.filter((other) => other === note).length / followed.length,
);
holds("sharper", decoding.sharper, Math.exp(4 - 2), Math.E, Math.exp(0.5), 2);
holds("nucleus", decoding.nucleus, 3, 2, 4, 1);
holds("renewed", decoding.renewed, 0.5 / 0.95, 0.5, 0.5 / 0.9, 1 / 3);
type Kept = (probabilities: readonly number[], topP: number) => number;
const counting =
  (enough: (sum: number, topP: number) => boolean, none: number | null): Kept =>
  (probabilities, topP) => {
    let sum = 0;
    const at = probabilities.findIndex((p) => enough((sum += p), topP));
    return at >= 0 ? at + 1 : (none ?? probabilities.length);
  };
holds<Kept>(
  "kept",
  decoding.kept,
  counting((sum, topP) => sum >= topP, null),
  counting((sum, topP) => sum > topP, null),
  (probabilities, topP) => counting((sum, p) => sum >= p, null)(probabilities, topP) - (topP === 0.9 ? 1 : 0),
  counting((sum, topP) => sum >= topP, 0),
);
