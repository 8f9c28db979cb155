import { expect, it } from "vitest";
import { type Contender, interleave, inTime } from "../../bench/rounds";

const order: string[] = [];
const contender = (key: string, turn: (count: number) => number): Contender => {
  let count = 0;
  return {
    key,
    pid: process.pid,
    turn: async () => {
      order.push(key);
      return { value: turn(++count), losses: [count] };
    },
  };
};

it("everyone takes one turn a round, each round starts with another, and who fails drops out", async () => {
  order.length = 0;
  const seen: number[] = [];
  const rounds = await interleave(
    [
      contender("a", (n) => n),
      contender("b", (n) => {
        if (n === 2) throw new Error("out of memory");
        return 10 * n;
      }),
      contender("c", (n) => 100 * n),
    ],
    { seconds: 0, least: 3, most: 9 },
    (_, count) => seen.push(count),
  );
  expect(order.join("")).toBe("abc" + "bca" + "ac");
  expect(Object.fromEntries(rounds.values)).toEqual({ a: [1, 2, 3], c: [100, 200, 300] });
  expect(rounds.losses.get("c")).toEqual([1, 2, 3]);
  expect(rounds.failed).toEqual([{ key: "b", reason: "out of memory" }]);
  expect(seen).toEqual([1, 2, 3]);
});

it("with time left there are as many rounds as allowed", async () => {
  const rounds = await interleave([contender("a", (n) => n)], { seconds: 60, least: 1, most: 2 }, () => {});
  expect(rounds.values.get("a")).toEqual([1, 2]);
});

it("what begins late is cut short", () => {
  const limits = { seconds: 60, least: 3, most: 9 };
  expect(inTime(limits, 100)).toEqual(limits);
  expect(inTime(limits, 500)).toEqual({ seconds: 30, least: 1, most: 9 });
});
