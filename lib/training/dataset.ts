/** A collection made ready for training: bins, vocabulary, songs on their sides, windows. */
import type { Melody } from "../corpus/melody";
import { fitNoteBins } from "../encoding/note-bins";
import type { NoteBins } from "../encoding/pseudo-note";
import { Vocabulary } from "../encoding/vocabulary";
import { makeWindows, type Windows } from "../encoding/windows";
import type { Preset } from "../preset";
import { fingerprintOf, type Fingerprint } from "./fingerprint";
import { pickSongs, sidesOf } from "./songs";
import type { Split } from "./split";

/** A song as the model sees it. */
export interface Song {
  /** Relative to the collection's folder. */
  file: string;
  track: string;
  split: Split;
  /** One vocabulary index a note. */
  indices: Int32Array;
}

export interface Dataset {
  preset: Preset;
  bins: NoteBins;
  /** Of the whole collection, held-back songs included: closed, so that every song can be encoded. */
  vocabulary: Vocabulary;
  /** The songs taken, in the collection's order. */
  songs: Song[];
  /** `windows.train.song[w]` counts within `songsOf(dataset, "train")`; likewise the others. */
  windows: Record<Split, Windows>;
  /** Files of melodies too short for a single window, left out. */
  tooShort: string[];
  fingerprint: Fingerprint;
}

/** The songs on one side of the split, in the order that the windows' `song` counts in. */
export function songsOf(dataset: Dataset, split: Split): Song[] {
  return dataset.songs.filter((song) => song.split === split);
}

/** The preset's bins for the durations and velocities of all notes. */
export function binsFor(melodies: readonly Melody[], preset: Preset): NoteBins {
  return fitNoteBins(melodies, { duration: preset.durationBins, velocity: preset.velocityBins });
}

/**
 * Encodes the melodies, takes the preset's number of songs from those long enough for a window, and cuts windows.
 * Bins and vocabulary come from all melodies, taken or not. Deterministic.
 * @param bins given bins instead of {@link binsFor}'s.
 * @throws Error when no melody is long enough for one window.
 */
export function makeDataset(melodies: readonly Melody[], preset: Preset, bins?: NoteBins): Dataset {
  const noteBins = bins ?? binsFor(melodies, preset);
  const vocabulary = Vocabulary.from(melodies, noteBins);
  const options = { timesteps: preset.timesteps, stride: preset.stride, objective: preset.objective };
  const encoded = melodies.map((melody) => ({ melody, indices: vocabulary.encode(melody.notes) }));
  const fits = (indices: Int32Array): boolean => makeWindows([indices], options).count > 0;
  const usable = encoded.filter(({ indices }) => fits(indices));
  if (usable.length === 0) {
    throw new Error(
      `None of the ${melodies.length} melodies is long enough for one window of ${preset.timesteps} notes ` +
        `(objective "${preset.objective}"); use longer pieces or a preset with fewer timesteps.`,
    );
  }
  const sides = sidesOf(usable.map(({ melody }) => melody));
  const songs = pickSongs(sides, preset.songs).map((i): Song => {
    const { melody, indices } = usable[i];
    return { file: melody.file, track: melody.track, split: sides[i], indices };
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
    tooShort: encoded.filter(({ indices }) => !fits(indices)).map(({ melody }) => melody.file),
    fingerprint: fingerprintOf(melodies, noteBins, vocabulary.symbols, windows, preset),
  };
}
