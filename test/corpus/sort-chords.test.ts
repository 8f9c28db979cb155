import { expect, it } from "vitest";
import { emptyColumns, notesOf } from "../../lib/corpus/note-columns";
import { sortChords } from "../../lib/corpus/sort-chords";
import { mix } from "../../lib/dataset";

it("notes that start together are sorted by pitch, those of one pitch as they came, however many they are", () => {
  const columns = emptyColumns(3_000);
  let chord = 0;
  for (let i = 0, left = 0; i < columns.length; i++, left--) {
    if (left === 0) left = 1 + (mix(++chord, 1) % (chord % 5 === 0 ? 300 : 18));
    columns.start[i] = chord / 3;
    columns.pitch[i] = mix(i, 2) % 24;
    columns.velocity[i] = 1 + (mix(i, 3) % 127);
    columns.end[i] = chord / 3 + i + 1; // which tells the notes apart
  }
  const sorted = notesOf(columns).sort((a, b) => a.start - b.start || a.pitch - b.pitch || a.end - b.end);
  sortChords(columns);
  expect(notesOf(columns)).toEqual(sorted);
});
