/** This project, from a folder of MIDI files to the first training step. */
import { readCorpus } from "../../lib/corpus";
import { makeDataset } from "../../lib/dataset";
import { Seq2Seq } from "../../lib/model";
import { presets } from "../../lib/preset";
import { Adam, trainStep } from "../../lib/training";
import { serve, timed } from "./serve";

void serve({
  /** @param threads left out: as many as the reader chooses; `cache`: a folder, or null */
  async start({ folder, cache, threads }: { folder: string; cache: string | null; threads?: number }) {
    const reading = await timed(() => readCorpus(folder, { cache, threads, onProgress: () => {} }));
    const preset = presets.quick;
    const training = await timed(() => {
      const { vocabulary, batches } = makeDataset(reading.result.melodies, preset);
      const model = new Seq2Seq({
        vocabulary: vocabulary.size,
        units: [...preset.units],
        dropout: preset.dropout,
        seed: preset.seed,
      });
      return trainStep(model, new Adam({ learningRate: preset.learningRate }), batches.train.batch(0, 0), 0).loss;
    });
    const { files, notes, melodies } = reading.result;
    return {
      files,
      melodies: melodies.length,
      notes,
      read: reading.seconds,
      firstStep: reading.seconds + training.seconds,
    };
  },
});
