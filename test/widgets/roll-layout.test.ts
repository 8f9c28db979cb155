import { describe, expect, it } from "vitest";
import { isSame } from "../../widgets/player/pairs";
import { RollLayout, type RollTrack } from "../../widgets/sound/roll-layout";

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
    expect(layout.y(60, 1) - layout.y(60, 0)).toBeCloseTo(layout.lanes[1].top - layout.lanes[0].top, 9);
    for (const t of [0, 1]) {
      expect(layout.y(65, t)).toBeCloseTo(layout.lanes[t].top, 9);
      expect(layout.y(49, t) + layout.row).toBeCloseTo(layout.lanes[t].floor, 9);
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
