/** Models to play with that no training was needed for. */
import { fitNoteBins, Vocabulary } from "../../lib/encoding";
import { Melody } from "../../lib/corpus";
import type { Seq2Seq } from "../../lib/model";
import { type Bits, type ModelContent, PlayModel, snapshotOf, writeModel } from "../../lib/play";

/** A scale of `size` pseudo-notes from C3 up, one bin of each feature. */
export function vocabularyOf(size: number): Vocabulary {
  const notes = Array.from({ length: size }, (_, i) => ({
    pitch: 48 + i,
    velocity: 80,
    start: i / 4,
    end: (i + 1) / 4,
  }));
  const melodies = [Melody.from({ file: "scale.mid", track: "", program: 0, notes })];
  return Vocabulary.from(melodies, fitNoteBins(melodies, { duration: { edges: [] }, velocity: { edges: [] } }));
}

/** The content of a file of these models, which have one shape; windows of 8 notes. */
export function contentOf(
  snapshots: readonly { epoch: number; model: Seq2Seq; bits: Bits }[],
  changes: Partial<ModelContent> = {},
): ModelContent {
  const { units, vocabulary, states = "each-layer" } = snapshots[0].model.config;
  return {
    name: "tiny",
    encoding: "pseudo-notes",
    vocabulary: vocabularyOf(vocabulary).toJSON(),
    units,
    states,
    objective: "reconstruction",
    timesteps: 8,
    shared: 4,
    songs: [{ name: "a song.mid", notes: [0, 1, 2, 3, 4, 5, 6] }],
    openings: [{ name: "an opening", notes: [3, 2, 1] }],
    snapshots: snapshots.map(({ epoch, model, bits }) => ({ epoch, bits, bytes: snapshotOf(model, bits) })),
    ...changes,
  };
}

export function playable(...content: Parameters<typeof contentOf>): PlayModel {
  return PlayModel.from(writeModel(contentOf(...content)));
}
