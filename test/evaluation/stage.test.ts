import { describe, expect, it } from "vitest";
import { stage, stagesInOrder, type Stage } from "../../lib/evaluation/stage";

const repeat = (loop: number[], n: number) => Array.from({ length: n }, (_, t) => loop[t % loop.length]);
/** 100 notes of which no passage comes back: 0 1, 0 2, 0 3 … */
const wandering = Array.from({ length: 100 }, (_, t) => (t % 2 === 0 ? 0 : (t + 1) / 2));

describe("stage", () => {
  it("1 is one note repeated, also after a start", () => {
    expect(stage(repeat([5], 100))).toBe(1);
    expect(stage([1, 2, 3, ...repeat([5], 97)])).toBe(1);
  });

  it("2 is a short sequence over and over, also after a start, also two notes in alternation", () => {
    expect(stage([9, 8, ...repeat([5, 6, 7], 98)])).toBe(2);
    expect(stage(repeat([5, 6], 100))).toBe(2);
    expect(stage([...wandering.slice(0, 80), ...repeat([70, 71, 72, 73], 20)])).toBe(2);
  });

  it("1 is one note for half of the piece or more; less of it is 2", () => {
    expect(stage([...wandering.slice(0, 50), ...repeat([77], 50)])).toBe(1);
    expect(stage([...wandering.slice(0, 51), ...repeat([77], 49)])).toBe(2);
  });

  it("2 is also a long run of one note on the way", () => {
    expect(stage([...wandering.slice(0, 40), ...repeat([77], 12), ...wandering.slice(0, 48)])).toBe(2);
    expect(stage([...wandering.slice(0, 40), ...repeat([77], 11), ...wandering.slice(0, 49)])).toBe(3);
  });

  it("3 has no loop at its end, though figures may come back on the way", () => {
    expect(stage(wandering)).toBe(3);
    expect(stage([...repeat([5, 6, 7, 8], 16), ...wandering.slice(0, 84)])).toBe(3);
  });

  it("takes a loop of half the piece for one, and a longer one not", () => {
    const loop = wandering.slice(0, 50);
    expect(stage([...loop, ...loop])).toBe(2);
    const longer = wandering.slice(0, 52);
    expect(stage([...longer, ...longer.slice(0, 48)])).toBe(3);
  });

  it("refuses a piece too short to show a loop", () => {
    expect(() => stage(repeat([1], 11))).toThrow(/12 or more/);
    expect(stage(repeat([1], 12))).toBe(1);
  });
});

describe("stagesInOrder", () => {
  const diary = (...stages: (Stage | null)[]) => stages.map((s, i) => ({ epoch: 10 * (i + 1), stage: s }));

  it("tells when each stage was first seen", () => {
    expect(stagesInOrder(diary(1, 1, 2, 2, 3))).toEqual({
      inOrder: true,
      first: { 1: 10, 2: 30, 3: 50 },
      stepsBack: 0,
      last: 3,
    });
  });

  it("counts steps back", () => {
    expect(stagesInOrder(diary(1, 2, 1, 2, 3, 2, 3, 1))).toMatchObject({ inOrder: true, stepsBack: 3, last: 1 });
  });

  it("is out of order when a stage is missing or comes too early", () => {
    expect(stagesInOrder(diary(1, 2, 2)).inOrder).toBe(false);
    expect(stagesInOrder(diary(1, 3, 2, 3)).inOrder).toBe(false);
    expect(stagesInOrder(diary(2, 1, 3)).inOrder).toBe(false);
    expect(stagesInOrder(diary(2, 3))).toMatchObject({ inOrder: false, first: { 1: null, 2: 10, 3: 20 } });
  });

  it("goes by epoch, not by place, and passes over entries without a stage", () => {
    const shuffled = [...diary(1, null, 2, 3)].reverse();
    expect(stagesInOrder(shuffled)).toEqual({ inOrder: true, first: { 1: 10, 2: 30, 3: 40 }, stepsBack: 0, last: 3 });
    expect(stagesInOrder([])).toEqual({
      inOrder: false,
      first: { 1: null, 2: null, 3: null },
      stepsBack: 0,
      last: null,
    });
  });
});
