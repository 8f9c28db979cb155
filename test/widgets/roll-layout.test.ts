import { describe, expect, it } from "vitest";
import { isSame } from "../../widgets/player/pairs";
import { middleOf, namedPitches, placeAfter } from "../../widgets/sound/note-bar";
import { CELL, RollLayout, type RollTrack } from "../../widgets/sound/roll-layout";

const track = (pitches: number[], more: Partial<RollTrack> = {}): RollTrack => ({
  name: "a name",
  notes: pitches.map((pitch, i) => ({ pitch, velocity: 80, start: i, end: i + 0.5 })),
  ...more,
});

describe("the layout of a piano roll", () => {
  it("puts melodies one above the other, on the same pitches and the same time", () => {
    const layout = new RollLayout([track([60, 64]), track([50, 52, 54])], false);
    expect([layout.low, layout.high, layout.seconds]).toEqual([49, 65, 2.5]);
    expect(layout.lanes).toHaveLength(2);
    expect(layout.lanes[1].top).toBeGreaterThan(layout.lanes[0].floor);
    for (const lane of layout.lanes) {
      const scale = layout.scaleOf(lane, 100);
      expect(middleOf(scale, 65)).toBeCloseTo(lane.top + layout.row / 2, 9);
      expect(middleOf(scale, 49)).toBeCloseTo(lane.floor - layout.row / 2, 9);
    }
    expect(layout.trackAt((layout.lanes[1].top + layout.lanes[1].floor) / 2, 0)).toBe(1);
    expect(layout.trackAt(layout.lanes[0].top + 1, 1)).toBe(0);
    expect(layout.trackAt(layout.height, 0)).toBe(1);
  });

  it("puts them in one lane when asked to, where a click stays with the melody that is heard", () => {
    const layout = new RollLayout([track([60]), track([62])], true);
    expect(layout.lanes).toHaveLength(1);
    expect(layout.laneOf(1)).toBe(layout.lanes[0]);
    expect(layout.trackAt(layout.height - 1, 1)).toBe(1);
  });

  it("has room for marks where there are any", () => {
    const plain = new RollLayout([track([60, 62])], false);
    const loop = new RollLayout([track([60, 62], { loop: { from: 0, period: 1 } })], false);
    const copy = new RollLayout([track([60, 62], { copy: { from: 0, length: 1, of: "" } })], false);
    expect(loop.height).toBeGreaterThan(plain.height);
    expect(copy.lanes[0].top).toBeGreaterThan(plain.lanes[0].top);
  });

  it("has room for what goes along with the notes, and the cursor goes down to its end", () => {
    const panel = { name: "a gate", low: "0", high: "1", rows: ["0f", "77", "f0"] };
    const plain = new RollLayout([track([60, 62])], false);
    const layout = new RollLayout([track([60, 62], { panels: [panel, panel] })], false);
    const [{ panels, floor, bottom }] = layout.lanes;
    expect(panels[0].name).toBeGreaterThanOrEqual(floor);
    expect(panels[1].name).toBe(panels[0].top + 3 * CELL);
    expect(bottom).toBe(panels[1].top + 3 * CELL);
    expect(layout.height - plain.height).toBe(bottom - floor);
    expect(plain.lanes[0].bottom).toBe(plain.lanes[0].floor);
    // What belongs to one melody has no place where all share a lane.
    expect(new RollLayout([track([60, 62], { panels: [panel] }), track([60])], true).lanes[0].panels).toEqual([]);
  });

  it("names pitches and seconds that have room", () => {
    expect(new RollLayout([track([47, 61])], false).named).toEqual([48, 60]);
    expect(new RollLayout([track([61, 63])], false).named).toEqual([61, 63]);
    expect(new RollLayout([track([61])], false).named).toEqual([61]);
    const layout = new RollLayout([track([60, 62, 64])], false);
    expect(layout.ticks(30)).toEqual([0, 2]);
    expect(layout.ticks(60)).toEqual([0, 1, 2]);
    expect(layout.ticks(120).slice(0, 3)).toEqual([0, 0.5, 1]);
  });
});

describe("a roll and the sounds below it", () => {
  it("belong together where they have the same notes, as far as both go", () => {
    const [a, b] = [track([60, 62, 64]), track([50, 51])];
    expect(isSame([a, b], [track([60, 62]), track([50, 51, 52])])).toBe(true);
    expect(isSame([a, b], [b, a])).toBe(false);
    expect(isSame([a], [a, b])).toBe(false);
    expect(isSame([a], [track([])])).toBe(false);
    const later = { ...a, notes: a.notes.map((note) => ({ ...note, start: note.start + 0.1 })) };
    expect(isSame([a], [later])).toBe(false);
  });
});

it("goes where keys say, from the beginning to the end", () => {
  expect(["ArrowLeft", "ArrowRight", "PageUp", "PageDown", "Home", "End"].map((key) => placeAfter(key, 3, 7))).toEqual([
    2, 4, 7, 0, 0, 7,
  ]);
  expect(placeAfter("a", 3, 7)).toBeNull();
  expect(namedPitches(59, 61)).toEqual([60]);
});
