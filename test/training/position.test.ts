import { expect, it } from "vitest";
import { amountDone } from "../../lib/training/position";

it("says how much is done, not where in the run that is", () => {
  const places = [
    [0, 0],
    [0, 1],
    [0, 7],
    [1, 0],
    [5, 0],
    [1, 1],
    [5, 7],
  ];
  expect(places.map(([epoch, step]) => amountDone({ epoch, step }))).toEqual([
    "0 steps",
    "1 step",
    "7 steps",
    "1 epoch",
    "5 epochs",
    "1 epoch and 1 step",
    "5 epochs and 7 steps",
  ]);
});
