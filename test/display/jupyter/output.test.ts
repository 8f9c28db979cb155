import { expect, it } from "vitest";
import { capture, newId, setSink, show, type Output } from "../../../lib/display";

it("shows, and replaces what has the same id", async () => {
  const id = newId();
  const outputs = await capture(() => {
    show({ "text/plain": "a" });
    show({ "text/plain": "b" }, id);
    show({ "text/plain": "c" }, id);
  });
  expect(outputs.map(({ update }) => update)).toEqual([false, false, true]);
  expect(outputs[0].id).toBeUndefined();
  expect(outputs[2]).toEqual({ data: { "text/plain": "c" }, id, update: true });
});

it("puts the former place of output back, after an error too", async () => {
  const seen: Output[] = [];
  const restore = setSink((output) => seen.push(output));
  try {
    await expect(
      capture(() => {
        throw new Error("no");
      }),
    ).rejects.toThrow("no");
    show({ "text/plain": "here" });
  } finally {
    restore();
  }
  expect(seen).toHaveLength(1);
});

it("does nothing outside Jupyter and a terminal", () => {
  expect(() => show({ "text/html": "<p>x</p>", "text/plain": "x" })).not.toThrow();
});

it("never gives the same id twice", () => {
  expect(new Set(Array.from({ length: 50 }, newId)).size).toBe(50);
});
