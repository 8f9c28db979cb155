import { largest, type MelodyRule } from "./rule";

/** The article's rule. */
export const mostNotes: MelodyRule = {
  takes: "the track with the most notes",
  pick: (voices) => largest(voices, ({ length }) => length),
};
