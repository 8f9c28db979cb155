import { mostNotes } from "./most-notes";
import type { MelodyRule } from "./rule";

const word = (...words: string[]): RegExp => new RegExp(`(?<!\\p{L})(?:${words.join("|")})(?!\\p{L})`, "iu");

/** The surest words first. */
const WORDS = [
  /m[eé]lod[iyí]/iu, // melody, Melodie, melodía, mélodie …
  word("vocals?", "voice", "vox", "voc", "sing(?:er|ing)?", "gesang", "stimme", "chant", "voix", "canto", "voz"),
  word("lead"),
  word("solo", "theme", "thema", "tema", "thème"),
];

/** The track whose name says so; of several the one with the most notes. Most MIDI files name their tracks, not all well. */
export const byName: MelodyRule = {
  takes: "the track named melody, voice, lead or solo; where none is, the one with the most notes",
  pick(voices) {
    const named = WORDS.map((words) => voices.filter(({ name }) => words.test(name)));
    return mostNotes.pick(named.find((those) => those.length > 0) ?? voices);
  },
};
