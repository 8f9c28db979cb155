/** A collection made ready for training: bins, vocabulary, songs on their sides, windows. */
import { type Melody, transpose } from "../corpus";
import { fitNoteBins, type NoteBins, Vocabulary } from "../encoding";
import { batchesInOrder, shuffledBatches, type BatchSource } from "./batch-source";
import { makeWindows, windowsIn, type Windows } from "./windows";
import { binChoices, type Preset } from "../preset";
import { fingerprintOf, type Fingerprint } from "./fingerprint";
import { pickSongs, sidesOf } from "./songs";
import type { Split } from "./split";

/** A song as the model sees it. */
export interface Song {
  /** Relative to the collection's folder. */
  file: string;
  track: string;
  split: Split;
  /** 0 as it was written; else it is a training song in another key, so many semitones higher. */
  semitones: number;
  /** One vocabulary index a note. */
  indices: Int32Array;
}

export interface Dataset {
  preset: Preset;
  bins: NoteBins;
  /**
   * Of the whole collection, held-back and transposed songs included: closed, so that every song can be encoded. With the
   * preset's `leastNotes`, of all but those held back.
   */
  vocabulary: Vocabulary;
  /** The songs taken, in the collection's order; after each training song the same in other keys, if wanted. */
  songs: Song[];
  /** `windows.train.song[w]` counts within `songsOf(dataset, "train")`; likewise the others. */
  windows: Record<Split, Windows>;
  /** The preset's batches of these windows: shuffled for training, in their order for validation and test. */
  batches: Record<Split, BatchSource>;
  /** Files of melodies too short for a single window, left out. */
  tooShort: string[];
  fingerprint: Fingerprint;
}

/** The songs on one side of the split, in the order that the windows' `song` counts in. */
export function songsOf(dataset: Pick<Dataset, "songs">, split: Split): Song[] {
  return dataset.songs.filter((song) => song.split === split);
}

/** The preset's bins of each feature, for all notes. */
export function binsFor(melodies: readonly Melody[], preset: Preset): NoteBins {
  return fitNoteBins(melodies, binChoices(preset));
}

/**
 * Encodes the melodies, takes the preset's number of songs from those long enough for a window, and cuts windows.
 * Bins and vocabulary come from all melodies, taken or not. Deterministic.
 * @param bins given bins instead of {@link binsFor}'s.
 * @throws Error when no melody is long enough for one window.
 */
export function makeDataset(melodies: readonly Melody[], preset: Preset, bins?: NoteBins): Dataset {
  const noteBins = bins ?? binsFor(melodies, preset);
  const { timesteps, stride, objective, wholeSongs, transpositions = [] } = preset;
  const options = { timesteps, stride, objective, wholeSongs };
  const fits = ({ length }: Melody): boolean => windowsIn(length, options) > 0;
  const usable = melodies.filter(fits);
  if (usable.length === 0) {
    throw new Error(
      `None of the ${melodies.length} melodies is long enough for one window of ${timesteps} notes ` +
        `(objective "${objective}"); use longer pieces or a preset with fewer timesteps.`,
    );
  }
  const sides = sidesOf(usable, preset.split);
  const taken = pickSongs(sides, preset.songs).flatMap((i) => {
    const keys = sides[i] === "train" ? [0, ...transpositions] : [0];
    return keys.flatMap((semitones) => {
      const melody = transpose(usable[i], semitones);
      return melody ? [{ melody, split: sides[i], semitones }] : []; // none: MIDI has no pitches for it in that key
    });
  });
  const moved = taken.filter(({ semitones }) => semitones !== 0);
  const everything = [...melodies, ...moved.map(({ melody }) => melody)];
  const vocabulary =
    preset.leastNotes === undefined
      ? Vocabulary.from(everything, noteBins)
      : Vocabulary.from(withoutHeldBack(everything, usable, sides), noteBins, { least: preset.leastNotes });
  const songs = taken.map(({ melody, split, semitones }): Song => {
    const { file, track } = melody;
    return { file, track, split, semitones, indices: vocabulary.encode(melody) };
  });
  const windowsOf = (split: Split): Windows =>
    makeWindows(
      songs.filter((song) => song.split === split).map((song) => song.indices),
      options,
    );
  const windows = { train: windowsOf("train"), validation: windowsOf("validation"), test: windowsOf("test") };
  return {
    preset,
    bins: noteBins,
    vocabulary,
    songs,
    windows,
    batches: {
      train: shuffledBatches(windows.train, preset.batch, preset.seed),
      validation: batchesInOrder(windows.validation, preset.batch),
      test: batchesInOrder(windows.test, preset.batch),
    },
    tooShort: melodies.filter((melody) => !fits(melody)).map(({ file }) => file),
    fingerprint: fingerprintOf(melodies, noteBins, vocabulary.symbols, windows, preset),
  };
}

/** All the melodies but those of `usable` that are on another side than train. */
function withoutHeldBack(melodies: readonly Melody[], usable: readonly Melody[], sides: readonly Split[]): Melody[] {
  const held = new Set(usable.filter((_, i) => sides[i] !== "train"));
  return melodies.filter((melody) => !held.has(melody));
}
