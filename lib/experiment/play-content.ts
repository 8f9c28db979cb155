/** What the file of a model to play with holds of a run, its weights apart. */
import { type Dataset, songsOf } from "../dataset";
import { quantile } from "../encoding";
import { songBaseline } from "../evaluation";
import { encodeNearest, type ModelContent, type NamedNotes } from "../play";
import { PIECE_LENGTH, promptsFrom } from "./diary";
import { playSettings } from "./play-settings";

/** All but the weights: the songs that it was trained on as they were written, and openings to choose from. */
export function playContent(dataset: Dataset, name: string): Omit<ModelContent, "snapshots"> {
  const trained = songsOf(dataset, "train");
  const songs = trained.filter(({ semitones }) => semitones === 0);
  const heard = new Set(trained.flatMap(({ indices }) => Array.from(indices)));
  return {
    ...playSettings(dataset, name, sharedAmong(songs.map(({ indices }) => indices))),
    heard: [...heard].sort((a, b) => a - b),
    songs: songs.map(({ file, indices }) => ({ name: file, notes: indices })),
    openings: openingsOf(dataset, heard),
  };
}

/**
 * How many notes in a row a window of one song shares with another at most, in 95 of 100 windows of a piece's length: what
 * notebook 7 holds a model's copies against. Null where no song has a window.
 */
function sharedAmong(songs: readonly Int32Array[]): number | null {
  const among = songBaseline(songs, PIECE_LENGTH).map(({ longestCopy }) => longestCopy);
  return among.length > 0 ? quantile(among, 0.95) : null;
}

/** Tunes that nobody needs to know: pitches, and lengths in quarters of half a second. */
const TOYS: readonly { name: string; pitches: readonly number[]; lengths: readonly number[] }[] = [
  {
    name: "a scale, up and down",
    pitches: [60, 62, 64, 65, 67, 69, 71, 72, 71, 69, 67, 65, 64, 62, 60, 60],
    lengths: [0.5],
  },
  { name: "a broken chord", pitches: [60, 64, 67, 72, 67, 64, 60, 64, 67, 72, 67, 64], lengths: [0.5, 0.5, 0.5, 1] },
  { name: "long and short", pitches: [67, 67, 69, 67, 64, 62, 60, 62, 64, 64, 62, 60], lengths: [1, 0.5, 0.5] },
];

/** The opening of the diary, those of the validation songs, all as long as a window; then tunes made by hand. */
function openingsOf(dataset: Dataset, heard: ReadonlySet<number>): NamedNotes[] {
  const { timesteps } = dataset.preset;
  const { trainingPrompt } = promptsFrom(dataset);
  const held = songsOf(dataset, "validation").map(({ file, indices }) => ({
    name: `${file} (held out)`,
    notes: indices.slice(0, timesteps),
  }));
  const toys = TOYS.map(({ name, pitches, lengths }) => {
    let start = 0;
    const notes = pitches.map((pitch, i) => {
      const end = start + lengths[i % lengths.length] / 2;
      const note = { pitch, velocity: 80, start, end };
      start = end;
      return note;
    });
    return { name, notes: encodeNearest(dataset.vocabulary, notes, heard).indices };
  });
  return [{ name: "the diary's opening (trained on)", notes: trainingPrompt }, ...held, ...toys];
}
