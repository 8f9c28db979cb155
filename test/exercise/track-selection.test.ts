import { expect, it } from "vitest";
import type { MidiFile, Note } from "../../lib/corpus";
import { mark, trackSelection } from "../../lib/exercise";
import { holds } from "./holds";

type Track = MidiFile["tracks"][number];
const mean = ({ notes }: Track) => notes.reduce((sum, note) => sum + note.pitch, 0) / notes.length;
const best = (tracks: Track[], by: (track: Track) => number) => tracks.reduce((a, b) => (by(b) > by(a) ? b : a));
const pitched = ({ tracks }: MidiFile) => tracks.filter((track) => !track.percussion && track.notes.length > 0);
const together = (a: Note | undefined, b: Note) => a !== undefined && Math.abs(a.start - b.start) < 0.01;

holds("third", trackSelection.third, 1, 1.5, 0.5, 2);
holds("withDrums", trackSelection.withDrums, "drums", "tune", "bass", "");
holds(
  "highest",
  trackSelection.highest,
  (file: MidiFile) => best(pitched(file), mean),
  (file: MidiFile) => best(pitched(file), ({ notes }) => notes.length),
  (file: MidiFile) =>
    best(
      file.tracks.filter(({ notes }) => notes.length > 0),
      mean,
    ),
  (file: MidiFile) => best(pitched(file), ({ notes }) => Math.max(...notes.map(({ pitch }) => pitch))),
  (file: MidiFile) =>
    best(
      file.tracks.filter(({ percussion }) => !percussion),
      mean,
    ),
);
holds(
  "highestOfChords",
  trackSelection.highestOfChords,
  (notes: readonly Note[]) => notes.filter((note, i) => !together(notes[i + 1], note)),
  (notes: readonly Note[]) => notes,
  (notes: readonly Note[]) => notes.filter((note, i) => !together(notes[i - 1], note)),
  (notes: readonly Note[]) => notes.filter((note, i) => notes[i + 1]?.start !== note.start),
  (notes: readonly Note[]) => notes.filter((note, i) => together(notes[i - 1], note) && !together(notes[i + 1], note)),
);

it("an answer that throws is told so, and one that fits no hint gets the general one", () => {
  const failing = () => {
    throw new Error("out of range");
  };
  expect(mark(trackSelection.highest, failing).text).toBe("Your answer ends in an error: out of range");
  expect(mark(trackSelection.third, 7).text).toBe(trackSelection.third.otherwise);
});
