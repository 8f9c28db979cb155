import { execFileSync } from "child_process";
import * as path from "path";
import { expect, it } from "vitest";
import { meanStep, pitchRange } from "../../lib/evaluation/interval";

const notes = (...pitches: number[]) => pitches.map((pitch) => ({ pitch }));

it("a scale of five notes spans seven semitones in steps of 1.75", () => {
  expect(pitchRange(notes(60, 62, 64, 65, 67))).toBe(7);
  expect(meanStep(notes(60, 62, 64, 65, 67))).toBe(1.75);
});

it("one note repeated does not move, and nothing has no range", () => {
  expect([pitchRange(notes(60, 60)), meanStep(notes(60, 60)), meanStep(notes(60))]).toEqual([0, 0, 0]);
  expect(pitchRange([])).toBe(0);
});

it("agree with numpy on a melody that leaps", () => {
  const pitches = Array.from({ length: 200 }, (_, i) => (i * i * 37 + 11 * i) % 128);
  const program = `import numpy as n; p=n.array(${JSON.stringify(pitches)}); print(n.ptp(p), n.abs(n.diff(p)).mean())`;
  const python = path.resolve(".venv/bin/python");
  const [range, step] = execFileSync(python, ["-c", program], { encoding: "utf8" }).trim().split(" ").map(Number);
  expect(pitchRange(notes(...pitches))).toBe(range);
  expect(meanStep(notes(...pitches))).toBeCloseTo(step, 9);
});
