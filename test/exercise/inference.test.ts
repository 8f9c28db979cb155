import { expect, it } from "vitest";
import { inference, mark } from "../../lib/exercise";
import { holds } from "./holds";

const normal = (p: number[]) => p.map((x) => x / p.reduce((sum, y) => sum + y, 0));
const power = (p: readonly number[], exponent: number) => p.map((x) => x ** exponent);
const drawn = (p: readonly number[], chance: number) => {
  let sum = 0;
  return p.findIndex((x) => chance < (sum += x));
};

it("the toy's piece is what the exercise says of it", () => {
  const piece = [0];
  for (let t = 0; t < 9; t++) piece.push(inference.nextNote[piece[t]]);
  expect(piece).toEqual([0, 3, 1, 4, 3, 1, 4, 3, 1, 4]);
});

holds("loop", inference.loop, 3, 4, 5, 2, 1);
holds(
  "temperature",
  inference.temperature,
  (p: readonly number[], t: number) => normal(power(p, 1 / t)),
  (p: readonly number[], t: number) => normal(p.map((x) => x / t)),
  (p: readonly number[], t: number) => normal(power(p, t)),
  (p: readonly number[], t: number) => power(p, 1 / t),
  (p: readonly number[]) => p.map((x) => Number(x === Math.max(...p))),
);
holds(
  "draw",
  inference.draw,
  drawn,
  (p: readonly number[]) => p.indexOf(Math.max(...p)),
  (p: readonly number[], chance: number) => Math.floor(chance * p.length),
  (p: readonly number[], chance: number) => p.findIndex((x) => chance < x),
  (p: readonly number[], chance: number) => drawn(p, chance) + 1,
);
holds("nucleus", inference.nucleus, 2, 1, 3, 4, 0.8);
holds("melody", inference.melody, "C4 D4 E4 C4 G4:2 E4 D4 C4", " ", "C4 D4 E4", "C4 C4 C4 C4 D4 D4 D4 D4");

it("says of other answers what is asked for", () => {
  expect(mark(inference.temperature, () => [0.1, 0.1, 0.8]).text).toBe(inference.temperature.otherwise);
});
