/** The instruments of the playground: a few timbres of the synthesizer that is there. */
import { PLAIN, type Timbre } from "../sound/synth";

export const INSTRUMENTS: Readonly<Record<string, Timbre>> = {
  soft: PLAIN,
  plucked: {
    tones: [
      ["triangle", 1, 0.9],
      ["square", 2, 0.12],
      ["sine", 3, 0.1],
    ],
    attack: 0.003,
    sustain: 0.02,
    decay: 0.22,
    release: 0.05,
  },
  organ: {
    tones: [
      ["sine", 1, 0.6],
      ["sine", 2, 0.35],
      ["sine", 4, 0.15],
    ],
    attack: 0.02,
    sustain: 0.95,
    decay: 0.1,
    release: 0.04,
  },
  bell: {
    tones: [
      ["sine", 1, 0.7],
      ["sine", 2.76, 0.3],
      ["sine", 5.4, 0.12],
    ],
    attack: 0.002,
    sustain: 0.15,
    decay: 0.4,
    release: 0.35,
  },
};

/** General MIDI programs of the same kind, for the files that are saved. */
export const PROGRAMS: Readonly<Record<string, number>> = { soft: 0, plucked: 24, organ: 16, bell: 14 };
