import { expect, it } from "vitest";
import { ratio, speed, textTable } from "../../bench/table";

it("columns are aligned, the first to the left", () => {
  expect(
    textTable(
      ["", "ours"],
      [
        ["train.256", "9"],
        ["read", "1,234"],
      ],
    ),
  ).toBe(["            ours", "─────────  ─────", "train.256      9", "read       1,234"].join("\n"));
});

it("speeds and ratios show about three figures and more", () => {
  expect([12345.6, 123.4, 17.96, null, undefined].map(speed)).toEqual(["12,346", "123", "18.0", "–", "–"]);
  expect([1.857, 23.45, 114.2, undefined].map(ratio)).toEqual(["1.86 ×", "23.4 ×", "114 ×", "–"]);
});
