import { stepCost } from "../../lib/experiment";
import { batchesInOrder, makeWindows } from "../../lib/dataset";
import { moreMachines } from "../../lib/exercise";
import { holds } from "./holds";

const songs = Array.from({ length: 7 }, (_, i) => Int32Array.of(i));
const slice = batchesInOrder(makeWindows(songs, { timesteps: 1, stride: 1 }), 7)
  .slice(1, 3)
  .batch(0, 0);
const onPaper = (workers: number): number => {
  const { computing, network } = stepCost({ parameters: 125e6 / 4, seconds: 1, workers, bandwidth: 1e9 });
  return computing + network;
};

holds("weighted", moreMachines.weighted, (3 * 2 + 1 * 6) / 4, 4, 12, 8);
holds(
  "sent",
  moreMachines.sent,
  stepCost({ parameters: 1e6, seconds: 1, workers: 4, bandwidth: 1 }).bytes,
  4e6,
  1.5e6,
  3e6,
  24e6,
);
const ofTheSlice = [slice.slice!.first, slice.size];
// A list on its own would be read as several right answers.
holds("slice", moreMachines.slice, [ofTheSlice, ofTheSlice], [3, 2], [2, 3], [0, 2]);
holds(
  "seconds",
  moreMachines.seconds,
  onPaper,
  (n) => 1 / n + (2 * ((n - 1) / n)) / 8,
  (n) => 1 / n + 2,
  (n) => 1 + 2 * ((n - 1) / n),
  (n) => 1 / n + (n - 1) / n,
);
