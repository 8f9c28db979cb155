/**
 * Trains the model that points back on the folk tunes, longer than a reader would wait, and keeps what it makes of tunes that it
 * has never seen. It may be interrupted, and goes on where it was when it is run again.
 *
 *     COLLECTION=folk npx tsx data/record-unseen.ts results/unseen data/unseen-run.json
 */
import { readCorpus } from "../lib/corpus";
import { makeDataset } from "../lib/dataset";
import type { PointerModel } from "../lib/model";
import { unseen } from "../lib/preset";
import { type EpochEntry, pointing, train } from "../lib/training";

const [folder, file] = process.argv.slice(2);

/** CPU time in s that this process has taken, all threads together. */
function cpuSeconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}

interface CpuEntry extends EpochEntry {
  cpuSeconds: number;
}

async function main(): Promise<void> {
  const { melodies } = await readCorpus();
  const dataset = makeDataset(melodies, unseen);
  const { train: own, validation, test } = dataset.windows;
  console.error(`V ${dataset.vocabulary.size}; ${own.count} ${validation.count} ${test.count}; ${own.notes} notes`);
  let last = cpuSeconds();
  const run = await train<CpuEntry, PointerModel>({
    dataset,
    folder,
    kind: pointing,
    onEpoch: (_, epoch) => {
      const now = cpuSeconds();
      const entry = { epoch, cpuSeconds: now - last };
      last = now;
      return entry;
    },
    onProgress: ({ epoch, epochs, step, steps, loss, history }) => {
      const done = history[history.length - 1];
      const validation = done?.validationLoss ? `, validation ${(done.validationLoss / Math.LN2).toFixed(3)} bits` : "";
      const bits = loss === null ? "" : (loss / Math.LN2).toFixed(3);
      process.stderr.write(`\repoch ${epoch} of ${epochs}, step ${step} of ${steps}: ${bits} bits${validation}      `);
    },
  });
  console.error(run.messages.join("\n"));
  run.dispose();
}

if (!folder || !file) {
  console.error(
    "Say where to train and which file to write: COLLECTION=folk npx tsx data/record-unseen.ts results/unseen data/unseen-run.json",
  );
  process.exitCode = 2;
} else {
  main().catch((error: Error) => {
    console.error(error.message);
    process.exitCode = 1;
  });
}
