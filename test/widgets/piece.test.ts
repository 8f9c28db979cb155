import { expect, it } from "vitest";
import { compose } from "../../lib/play";
import { tf } from "../../lib/tensorflow";
import { indexOf, Piece } from "../../widgets/playground/piece";
import { tinyModel } from "../model/tiny";
import { playable } from "../play/playable";

const model = tinyModel({ vocabulary: 12, units: [16, 16] });
for (const { variable } of model.weights) variable.assign(tf.mul(variable, 3));
const snapshots = [
  { epoch: 1, model, bits: 4 },
  { epoch: 3, model, bits: 16 },
];
const prompt = [3, 1, 4, 1, 5];
const settings = { temperature: 1, topP: 1, epoch: 3 };

it("is what its settings compose again, whatever was turned and when", () => {
  const play = playable(snapshots);
  const piece = new Piece(play, prompt, 9, settings, indexOf(play), 1);
  const changes = new Map([
    [0, { temperature: 0.8 }],
    [5, { topP: 0.7 }],
    [6, { topP: 1, epoch: 1 }],
    [12, { temperature: 0 }],
  ]);
  let now = settings;
  for (let t = 0; t < 20; t++) piece.next((now = { ...now, ...changes.get(t) }), 1);
  const notes = piece.notes.slice(prompt.length).map(({ index }) => index);
  expect([...compose(play, piece.options(20))]).toEqual(notes);
  expect([...compose(play, piece.options(10))]).toEqual(notes.slice(0, 10));
  expect(piece.options(10).turns).toEqual([
    { from: 5, topP: 0.7 },
    { from: 6, topP: 1, epoch: 1 },
  ]);
});

it("has its notes one after the other, as fast as the tempo says", () => {
  const play = playable(snapshots);
  const piece = new Piece(play, prompt, 1, settings, indexOf(play), 2);
  piece.next(settings, 0.5);
  const lengths = piece.notes.map(({ start, end }) => end - start);
  expect(lengths.map((length) => Number(length.toFixed(6)))).toEqual([0.125, 0.125, 0.125, 0.125, 0.125, 0.5]);
  piece.notes.slice(1).forEach(({ start }, i) => expect(start).toBe(piece.notes[i].end));
});

it("says whose passage is repeated, from the note on that makes it long enough", () => {
  const likeliest = { ...settings, temperature: 0 };
  const song = compose(playable(snapshots), { prompt, length: 9, temperature: 0 });
  const play = playable(snapshots, { songs: [{ name: "a song", notes: [0, ...song, 0] }], shared: 6 });
  const piece = new Piece(play, prompt, 1, likeliest, indexOf(play), 1);
  for (let t = 0; t < 5; t++) piece.next(likeliest, 1);
  expect(piece.copyAt(piece.end - 0.01)).toBeNull();
  for (let t = 5; t < 9; t++) piece.next(likeliest, 1);
  expect(piece.copyAt(piece.end - 0.01)).toEqual({ song: "a song", length: 9 });
  expect(piece.copyAt(piece.notes[prompt.length].start)).toEqual({ song: "a song", length: 1 });
  expect(piece.copyAt(0)).toBeNull();
  expect(piece.copyAt(1000)).toBeNull();
});
