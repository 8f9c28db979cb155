import { expect, it } from "vitest";
import type { Note } from "../../../lib/corpus";
import { pointingSvg } from "../../../lib/display";

const notes = [60, 62, 60, 62].map((pitch, i): Note => ({ pitch, velocity: 80, start: i, end: i + 1 }));
const count = (svg: string, what: RegExp) => [...svg.matchAll(what)].length;

/** Note 2 counts on note 0, note 3 half on note 0 (another) and hardly on note 1. */
const weights = [
  [1, 0, 0, 0, 0],
  [1, 0, 0, 0, 0],
  [0.2, 0.8, 0, 0, 0],
  [0.45, 0.5, 0.05, 0, 0],
].flat();

it("draws an arc for what the model counts on, green where that note came", () => {
  const svg = pointingSvg({ notes, weights }, { alt: "a < b" });
  expect(count(svg, /<path d="M[^"]*C/g)).toBe(2);
  expect(count(svg, /stroke="rgba\(0,158,115,0\.8\)"/g)).toBe(1);
  expect(count(svg, /stroke="rgba\(213,94,0,0\.5\)"/g)).toBe(1);
  expect(count(svg, /<rect/g)).toBe(8);
  expect(svg).toContain("a &lt; b");
  expect(count(pointingSvg({ notes, weights }, { limit: 3 }), /<path d="M[^"]*C/g)).toBe(1);
});

it("refuses weights of something else", () => {
  expect(() => pointingSvg({ notes, weights: [1, 0] })).toThrow(/2 weights for 4 notes/);
});
