/** Ten tunes to try experiments on, and a preset that learns them in no time. */
import { Melody } from "../../lib/corpus";
import { presets, type Preset } from "../../lib/preset";
import { randomPieces } from "../evaluation/random";

/** Of 60 notes each, over five pitches, two lengths, two velocities. */
export const tunes: Melody[] = Array.from({ length: 10 }, (_, i) => {
  const { below } = randomPieces(i + 1);
  const notes = Array.from({ length: 60 }, (_, t) => ({
    pitch: 60 + below(5),
    velocity: 60 + 40 * below(2),
    start: t,
    end: t + 0.25 + below(2) / 2,
  }));
  return Melody.from({ file: `${i}.mid`, track: "", program: 0, notes });
});

export const smallPreset: Preset = {
  ...presets.quick,
  songs: null,
  units: [6, 6],
  timesteps: 8,
  stride: 8,
  batch: 16,
  epochs: 2,
  diaryEvery: 1,
  velocityBins: { method: "quantile", count: 2 },
};
