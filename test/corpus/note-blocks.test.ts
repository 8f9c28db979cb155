import { expect, it } from "vitest";
import { NoteBlocks } from "../../lib/corpus/note-blocks";
import { emptyColumns, notesOf } from "../../lib/corpus/note-columns";

it("notes are kept as they are in blocks that many share, however many come at once", () => {
  const blocks = new NoteBlocks();
  const given = [3, 0, 40_000, 40_000, 200_000, 2].map((length, seed) => {
    const columns = emptyColumns(length);
    for (let i = 0; i < length; i++) {
      columns.pitch[i] = (i + seed) % 128;
      columns.velocity[i] = (i * 7 + seed) % 128;
      columns.start[i] = i / 3 + seed;
      columns.end[i] = i / 3 + seed + 0.1;
    }
    return columns;
  });
  const kept = given.map((columns) => blocks.keep(columns));
  kept.forEach((columns, k) => expect(notesOf(columns)).toEqual(notesOf(given[k])));
  expect(new Set(kept.map(({ pitch }) => pitch.buffer)).size).toBe(4);
  expect(kept[0].start.buffer).toBe(kept[2].start.buffer);
});
