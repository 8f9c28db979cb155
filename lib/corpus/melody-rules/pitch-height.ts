import { largest, substantial, type MelodyRule } from "./rule";

/** Ears follow the highest voice. */
export const pitchHeight: MelodyRule = {
  takes: "the track with the highest mean pitch",
  pick: (voices) =>
    largest(substantial(voices), (voice) => {
      const { pitch, length } = voice.columns();
      return pitch.reduce((sum, p) => sum + p, 0) / length;
    }),
};
