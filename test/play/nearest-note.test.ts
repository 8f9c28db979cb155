import { expect, it } from "vitest";
import { Melody, type Note } from "../../lib/corpus";
import { fitNoteBins, Vocabulary } from "../../lib/encoding";
import { encodeNearest } from "../../lib/play";

const note = (pitch: number, length = 1, velocity = 80): Note => ({ pitch, velocity, start: 0, end: length });
const edges = { duration: { edges: [0.5, 2] }, velocity: { edges: [64] } };

/** C4 short and long, E4 long and soft, C6 short. */
const songs = [
  Melody.from({
    file: "a.mid",
    track: "",
    program: 0,
    notes: [note(60, 0.2), note(60, 3), note(64, 3, 20), note(84, 0.2)],
  }),
];
const vocabulary = Vocabulary.from(songs, fitNoteBins(songs, edges));
const words = (...notes: Note[]): string[] =>
  [...encodeNearest(vocabulary, notes).indices].map((i) => vocabulary.symbols[i]);

it("are their own pseudo-notes where the vocabulary has them", () => {
  expect(encodeNearest(vocabulary, songs[0])).toEqual({ indices: vocabulary.encode(songs[0]), changed: 0 });
});

it("are the nearest: same pitch, then octaves, then pitch; then bins", () => {
  expect(words(note(60, 0.2, 10))).toEqual(["60-1-0"]); // another velocity
  expect(words(note(60, 1))).toEqual(["60-1-0"]); // between short and long: the first of both
  expect(words(note(72, 0.2))).toEqual(["60-1-0"]); // an octave down rather than up: of two as near the first
  expect(words(note(96, 0.2))).toEqual(["84-1-0"]);
  expect(words(note(65, 0.2))).toEqual(["64-0-2"]);
  expect(encodeNearest(vocabulary, [note(60, 0.2), note(61)]).changed).toBe(1);
});

it("are those that the model has heard, where it is said which", () => {
  const heard = new Set([vocabulary.symbols.indexOf("64-0-2"), vocabulary.symbols.indexOf("84-1-0")]);
  const { indices, changed } = encodeNearest(vocabulary, [note(60, 0.2), note(84, 0.2)], heard);
  expect([...indices].map((i) => vocabulary.symbols[i])).toEqual(["84-1-0", "84-1-0"]);
  expect(changed).toBe(1);
});
