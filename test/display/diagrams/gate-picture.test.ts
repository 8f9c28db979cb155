import { expect, it } from "vitest";
import { capture, gateSvg, liveliest, type PlayerData, showGates, WIDGET_TYPE } from "../../../lib/display";
import { parseSvg } from "../svg";

const notes = [60, 64, 62].map((pitch, i) => ({ pitch, velocity: 80, start: i / 2, end: (i + 1) / 2 }));
const rows = (...values: number[][]) => values.map((units) => Float32Array.from(units));
/** Unit 1 moves, unit 0 stands still. */
const trace = {
  i: rows([0.5, 0.125], [0.5, 0.5], [0.5, 0.75]),
  f: rows([0.75, 1], [0.75, 0], [0.75, 1]),
  o: rows([0.25, 0.25], [0.25, 0.5], [0.25, 0.25]),
  g: rows([0, 0], [0, 0], [0, 0]),
  c: rows([0, 0], [0, 0], [0, 0]),
  h: rows([0, 0], [0, 0], [0, 0]),
};

it("finds the unit that moves most", () => {
  expect(liveliest(trace.f)).toEqual({ unit: 1, low: 0, high: 1 });
  expect(() => liveliest([])).toThrow("give it at least one note");
});

it("has a cell for each unit, note and gate, and says the same in words", () => {
  const { svg, alt } = gateSvg(notes, trace);
  const cells = [...parseSvg(svg).querySelectorAll("path")].slice(1);
  expect(cells.reduce((sum, path) => sum + path.getAttribute("d")!.split("z").length - 1, 0)).toBe(2 * 3 * 3);
  expect(alt).toBe(
    "Gates of 2 units over 3 notes, from 0 (shut) to 1 (open). input gate: the liveliest, of unit 1, between 0.13 and 0.75; " +
      "forget gate: the liveliest, of unit 1, between 0 and 1; output gate: the liveliest, of unit 1, between 0.25 and 0.50.",
  );
});

it("goes below a player of the same notes, a digit in base 16 for a unit and a note", async () => {
  const [{ data }] = await capture(() => showGates(notes, trace, { title: "gates" }));
  expect(Object.keys(data)).toEqual([WIDGET_TYPE, "image/svg+xml", "text/plain"]);
  const { tracks, sounds, title, alt } = data[WIDGET_TYPE] as PlayerData;
  expect({ sounds, title }).toEqual({ sounds: false, title: "gates" });
  expect(alt).toMatch(/^Gates of 2 units over 3 notes/);
  expect(tracks.map(({ notes }) => notes)).toEqual([
    [
      [60, 80, 0, 0.5],
      [64, 80, 0.5, 1],
      [62, 80, 1, 1.5],
    ],
  ]);
  expect(tracks[0].panels!.map(({ name, rows }) => [name, ...rows])).toEqual([
    ["input gate (writes)", "888", "28c"],
    ["forget gate (keeps)", "ccc", "f0f"],
    ["output gate (shows)", "444", "484"],
  ]);
  // Only the player moves: it alone knows where the sound is.
  expect(data["image/svg+xml"]).not.toContain("animation");
});

it("draws at most ten units, and refuses notes that the gates have not read", () => {
  const many = rows(...notes.map((_, t) => Array.from({ length: 30 }, (_, u) => (t * u) / 60)));
  const { alt } = gateSvg(notes, { i: many, f: many, o: many, g: many, c: many, h: many });
  expect(alt).toMatch(/^Gates of 10 units/);
  expect(() => gateSvg(notes.slice(1), trace)).toThrow("The gates of 3 notes do not fit 2 notes");
});
