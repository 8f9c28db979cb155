import { expect, it } from "vitest";
import { mix } from "../../lib/dataset";
import { Tally } from "../../lib/encoding/tally";

it.each([50, 2 ** 40])("Tally counts numbers of %i as a list of them does", (size) => {
  const numbers = Array.from({ length: 300 }, (_, i) => mix(i) % 50);
  const tally = new Tally(size);
  expect(tally.numbers()).toEqual([]);
  numbers.forEach((number) => tally.add(number));
  expect(tally.numbers()).toEqual([...new Set(numbers)].sort((a, b) => a - b));
  for (let n = 0; n < 50; n++) expect(tally.count(n)).toBe(numbers.filter((number) => number === n).length);
});
