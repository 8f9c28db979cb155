import { describe, expect, it } from "vitest";
import type { Note } from "../../../lib/corpus";
import { capture, pianoRollFigure, showPianoRoll } from "../../../lib/display";
import { finalLoop } from "../../../lib/evaluation";
import { EVIL, parseSvg } from "../svg";

const note = (pitch: number, start: number, end: number, velocity = 100): Note => ({ pitch, start, end, velocity });

describe("pianoRollFigure", () => {
  it("draws each note from its start to its end, named, in time from the first note on", () => {
    const { data } = pianoRollFigure([{ notes: [note(60, 2, 2.5), note(64, 2.5, 3.25)], title: "t" }]);
    expect(data[0]).toMatchObject({
      x: [0, 0.5, null, 0.5, 1.25, null],
      y: [60, 60, null, 64, 64, null],
      text: ["C4, velocity 100", "", "", "E4, velocity 100", "", ""],
    });
  });

  it("gives soft and loud notes different colours, and a scale of velocity", () => {
    const { data } = pianoRollFigure([{ notes: [note(60, 0, 1, 10), note(62, 1, 2, 120)], title: "t" }]);
    expect(data).toHaveLength(3);
    expect(data[0].line!.color).not.toBe(data[1].line!.color);
    expect(data[2].marker).toMatchObject({ showscale: true, cmin: 1, cmax: 127 });
  });

  it("puts rolls one above the other on one time axis, each with pitch names", () => {
    const { data, layout } = pianoRollFigure([
      { notes: [note(60, 0, 1)], title: "above" },
      { notes: [note(72, 0, 4)], title: "below" },
    ]);
    expect(data.slice(0, 2).map(({ xaxis, yaxis }) => [xaxis, yaxis])).toEqual([
      ["x", "y"],
      ["x", "y2"],
    ]);
    const { yaxis, yaxis2, xaxis } = layout as {
      yaxis: { domain: number[]; range: number[]; ticktext: string[] };
      yaxis2: { domain: number[]; range: number[]; ticktext: string[] };
      xaxis: { range: number[] };
    };
    expect(yaxis.domain[0]).toBeGreaterThan(yaxis2.domain[1]);
    // The same pitches up the side of both, so that they can be compared.
    expect(yaxis.range).toEqual([58.5, 73.5]);
    expect(yaxis2.range).toEqual(yaxis.range);
    expect([yaxis.ticktext, yaxis2.ticktext]).toEqual([
      ["C4", "G4", "C5"],
      ["C4", "G4", "C5"],
    ]);
    expect(xaxis.range[1]).toBeGreaterThanOrEqual(4);
  });

  it("puts a cross on each of the notes that are to have one", () => {
    const notes = [note(60, 0, 1), note(62, 1, 2), note(64, 2, 4)];
    const { data } = pianoRollFigure([
      { notes, title: "above" },
      { notes, title: "below", crosses: [0, 2, 9] },
    ]);
    const crosses = data.filter(({ marker }) => marker?.symbol === "x-thin");
    expect(crosses.map(({ x, y, yaxis }) => ({ x, y, yaxis }))).toEqual([{ x: [0.5, 3], y: [60, 64], yaxis: "y2" }]);
  });

  it("shades the prompt and brackets each turn of the loop", () => {
    const notes = Array.from({ length: 16 }, (_, i) => note(i < 4 ? 60 + i : 70 + (i % 3), i, i + 1));
    const loop = finalLoop(notes.map(({ pitch }) => pitch));
    expect(loop).toEqual({ period: 3, length: 12 });
    const { shapes, annotations } = pianoRollFigure([{ notes, title: "t", prompt: 4, loop }]).layout;
    expect(shapes![0]).toMatchObject({ type: "rect", x0: 0, x1: 4 });
    const turns = shapes!.filter(({ y0, y1, type }) => type === "line" && y0 === y1).map(({ x0, x1 }) => [x0, x1]);
    expect(turns).toEqual([
      [4, 7],
      [7, 10],
      [10, 13],
      [13, 16],
    ]);
    expect(annotations!.map(({ text }) => text)).toEqual(["t", "prompt", "loop of 3 notes"]);
  });

  it("stops at the given seconds and number of notes", () => {
    const notes = Array.from({ length: 100 }, (_, i) => note(60, i, i + 0.9));
    const count = (options: object): number =>
      (pianoRollFigure([{ notes, title: "t" }], options).data[0].x as unknown[]).length / 3;
    expect([count({}), count({ seconds: 5.5 }), count({ seconds: 1000, limit: 30 })]).toEqual([20, 6, 30]);
  });

  it("refuses a roll without notes", () => {
    expect(() => pianoRollFigure([])).toThrow(/at least one note/);
    expect(() => pianoRollFigure([{ notes: [], title: "t" }])).toThrow(/at least one note/);
  });
});

it("shows a title from a file as text, and stays small", async () => {
  const notes = Array.from({ length: 300 }, (_, i) => note(40 + ((i * 7) % 40), i / 16, i / 16 + 0.05, 20 + (i % 100)));
  const [{ data }] = await capture(() => showPianoRoll([{ notes, title: EVIL }]));
  const svg = data["image/svg+xml"] as string;
  const texts = Array.from(parseSvg(svg).querySelectorAll("text"), (text) => text.textContent);
  expect(texts).toEqual(expect.arrayContaining([EVIL, "velocity", "time (s)", "C4"]));
  expect(parseSvg(svg).querySelectorAll("image")).toHaveLength(0);
  expect(data["text/plain"]).toContain("300 notes");
  expect(JSON.stringify(data).length).toBeLessThan(60_000);
});
