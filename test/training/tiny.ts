/** A made-up collection and a preset so small that a training run takes well under a second. */
import { Melody, type Note } from "../../lib/corpus";
import { type Preset, presets } from "../../lib/preset";
import { makeDataset, type Dataset } from "../../lib/dataset";
import { mix } from "../../lib/dataset/random";

/** A melody of `length` notes that follows from `seed`. */
export function tinyMelody(seed: number, length = 40): Melody {
  const notes = Array.from({ length }, (_, i): Note => {
    const start = i * 0.5;
    const beats = 1 + (mix(seed, i, 1) % 4);
    return {
      pitch: 60 + (mix(seed, i, 0) % 5),
      velocity: 40 + 20 * (mix(seed, i, 2) % 3),
      start,
      end: start + beats * 0.1,
    };
  });
  return Melody.from({ file: `song-${seed}.mid`, track: "melody", program: 0, notes });
}

export const tinyPreset: Preset = {
  ...presets.quick,
  songs: null,
  units: [8, 8],
  dropout: 0.2,
  timesteps: 8,
  stride: 4,
  batch: 16,
  epochs: 4,
  diaryEvery: 2,
};

export function tinyMelodies(count = 12): Melody[] {
  return Array.from({ length: count }, (_, i) => tinyMelody(i));
}

export function tinyDataset(changes: Partial<Preset> = {}, melodies = tinyMelodies()): Dataset {
  return makeDataset(melodies, { ...tinyPreset, ...changes });
}
