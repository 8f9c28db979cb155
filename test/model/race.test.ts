import { expect, it } from "vitest";
import { race } from "../../lib/model/race";

/** A race by a clock of its own: what each turn of a contestant takes, s; the first is the warming up, the last goes on. */
function timesOf(
  times: Record<string, number[]>,
  othersPerTurn = 0,
): {
  seconds: Record<string, number>;
  chosen: string;
  turns: string;
} {
  let turns = "";
  let seconds = 0;
  const contestants = Object.entries(times).map(([name, each]) => {
    const left = [...each];
    const turn = () => {
      turns += name;
      seconds = left.length > 1 ? left.shift()! : left[0];
    };
    return { name, turn };
  });
  return {
    ...race(
      contestants,
      (turn) => (turn(), seconds),
      () => othersPerTurn * turns.length,
    ),
    turns,
  };
}

it("where the first is far ahead, a few rounds will do, and the fastest turn after the warming up counts", () => {
  expect(timesOf({ a: [0.01, 0.5, 0.3], b: [9, 2, 3] })).toEqual({
    seconds: { a: 0.3, b: 2 },
    chosen: "a",
    turns: "ab" + "ab" + "ab",
  });
});

it("many rounds are made of what takes no time", () => {
  expect(timesOf({ a: [0.001], b: [0.002] }).turns).toBe("ab".repeat(13));
});

it("another is chosen when it is clearly faster, and it is looked at more closely then", () => {
  expect(timesOf({ a: [1], b: [0.5], c: [0.6] })).toMatchObject({ chosen: "b", turns: "abc".repeat(6) });
  expect(timesOf({ a: [1], b: [0.97] }).chosen).toBe("a");
});

it("a lucky turn on a busy machine does not decide", () => {
  // The machine is busy with something else in most turns of the first, which is in fact three times as fast.
  expect(timesOf({ a: [1, 5, 3, 0.3], b: [1, 0.9, 4, 1] })).toMatchObject({ chosen: "a", seconds: { a: 0.3, b: 0.9 } });
  // It never has a quiet moment: the other's fastest turn is faster, but it is so in three rounds of five only.
  expect(timesOf({ a: [1, 2, 2, 2, 0.9, 0.9], b: [1, 0.8, 0.8, 0.8, 2, 2] }).chosen).toBe("a");
});

it("on a crowded machine another is chosen only when nothing but its speed explains its times", () => {
  expect(timesOf({ a: [1], b: [0.6] }, 0.1).chosen).toBe("b");
  expect(timesOf({ a: [1], b: [0.6] }, 0.9).chosen).toBe("a");
  expect(timesOf({ a: [1], b: [0.4] }, 0.9).chosen).toBe("b");
});

it("one alone is chosen; nobody is an error", () => {
  expect(timesOf({ a: [1] }).chosen).toBe("a");
  expect(() => timesOf({})).toThrow("nobody");
});
