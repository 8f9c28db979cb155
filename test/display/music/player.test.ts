import { describe, expect, it } from "vitest";
import type { Note } from "../../../lib/corpus";
import { capture, type PlayerData, showPianoRoll, showSounds, WIDGET_TYPE } from "../../../lib/display";
import { EVIL } from "../svg";

const note = (pitch: number, start: number, end: number, velocity = 100): Note => ({ pitch, start, end, velocity });

const shown = async (show: () => Promise<void>): Promise<{ data: PlayerData; types: string[] }> => {
  const [{ data }] = await capture(show);
  return { data: JSON.parse(JSON.stringify(data[WIDGET_TYPE])), types: Object.keys(data) };
};

describe("a piano roll as a widget", () => {
  it("has its notes in time from the first one on, its marks, and a picture beside it", async () => {
    const notes = Array.from({ length: 16 }, (_, i) => note(i < 4 ? 60 + i : 70 + (i % 3), 5 + i, 6 + i));
    const roll = {
      notes,
      title: EVIL,
      prompt: 4,
      loop: { period: 3, length: 12 },
      copy: { from: 1, length: 2, of: "x" },
    };
    const { data, types } = await shown(() => showPianoRoll([roll], { seconds: 10, title: "rolls" }));
    expect(types).toEqual([WIDGET_TYPE, "image/svg+xml", "text/plain"]);
    expect(data).toMatchObject({ widget: "player", version: 1, title: "rolls", sounds: false });
    const [track] = data.tracks;
    expect(track).toMatchObject({
      name: EVIL,
      prompt: 4,
      loop: { from: 4, period: 3 },
      copy: { from: 1, length: 2, of: "x" },
    });
    expect(track.notes).toHaveLength(10);
    expect(track.notes[1]).toEqual([61, 100, 1, 2]);
    expect(data.alt).toContain("16 notes");
  });

  it("has no marks where there is nothing to mark", async () => {
    const { data } = await shown(() => showPianoRoll([{ notes: [note(60, 0, 1)], title: "t", loop: null }]));
    expect(data.tracks[0]).toMatchObject({ prompt: 0, loop: null, copy: null });
  });
});

describe("sounds as a widget", () => {
  it("have their notes as long as they sound, beside the browser's own players", async () => {
    const notes = Array.from({ length: 30 }, (_, i) => note(60 + (i % 7), i, i + 1));
    const { data, types } = await shown(() =>
      showSounds([
        { notes, title: "a", seconds: 3 },
        { notes: [notes[0]], title: "b" },
      ]),
    );
    expect(types).toEqual([WIDGET_TYPE, "text/html", "text/plain"]);
    expect(data.sounds).toBe(true);
    expect(data.tracks.map(({ name, notes }) => [name, notes.length])).toEqual([
      ["a", 3],
      ["b", 1],
    ]);
  });

  it("have the loop that their notes end in marked by itself", async () => {
    const notes = Array.from({ length: 20 }, (_, i) => note(i < 5 ? 50 + i : 70 + (i % 3), i / 4, (i + 1) / 4));
    const quiet = notes.map((one, i) => ({ ...one, velocity: 50 + i }));
    const { data } = await shown(() =>
      showSounds([
        { notes, title: "loop" },
        { notes: quiet, title: "swelling" },
      ]),
    );
    expect(data.tracks.map(({ loop }) => loop)).toEqual([{ from: 5, period: 3 }, null]);
  });
});
