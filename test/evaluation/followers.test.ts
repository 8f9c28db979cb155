import { expect, it } from "vitest";
import { START } from "../../lib/encoding";
import { countFollowers, subtract, total } from "../../lib/evaluation/followers";

const songs = [
  [5, 6, 5, 6, 6],
  [6, 5],
];

it("counts what follows each context, the start of a song among them", () => {
  expect(countFollowers(songs, 1)).toEqual(
    new Map([
      [
        `${START}`,
        new Map([
          [5, 1],
          [6, 1],
        ]),
      ],
      ["5", new Map([[6, 2]])],
      [
        "6",
        new Map([
          [5, 2],
          [6, 1],
        ]),
      ],
    ]),
  );
  expect(countFollowers(songs, 0)).toEqual(
    new Map([
      [
        "",
        new Map([
          [5, 3],
          [6, 4],
        ]),
      ],
    ]),
  );
});

it("takes a song out again", () => {
  expect(subtract(countFollowers(songs, 1), countFollowers([songs[0]], 1))).toEqual(
    new Map([
      [`${START}`, new Map([[6, 1]])],
      ["6", new Map([[5, 1]])],
    ]),
  );
});

it("adds up", () => {
  expect(
    total(
      new Map([
        [5, 3],
        [6, 4],
      ]),
    ),
  ).toBe(7);
  expect(total(new Map())).toBe(0);
});
