/**
 * Trains those of notebook 07's experiments that take longer than a reader would wait, and keeps their figures in a
 * small file that can be committed. It may be interrupted, and goes on where it was when it is run again.
 *
 *     npx tsx data/record-experiments.ts results/standard data/experiments.json
 */
import * as path from "path";
import { readCorpus, type Melody } from "../lib/corpus";
import { makeDataset } from "../lib/dataset";
import {
  experiment,
  halfSize,
  openChoices,
  overSeeds,
  recordKey,
  seedSettings,
  writeExperimentRecord,
  type RecordedRow,
  type Setting,
} from "../lib/experiment";
import { presets, type Preset } from "../lib/preset";

const [folder, file] = process.argv.slice(2);

/** Settings of one of the notebook's experiments, with the preset that they change. */
async function rowsOf(
  name: string,
  melodies: readonly Melody[],
  preset: Preset,
  settings: readonly Setting[],
): Promise<RecordedRow[]> {
  const own = path.join(folder, "experiments", name);
  const onProgress = (setting: Setting, { epoch }: { epoch: number }) =>
    void process.stderr.write(`\r${name}: ${setting.name}, epoch ${epoch}        `);
  const rows = await experiment({ melodies, preset, settings, folder: own, onProgress });
  process.stderr.write("\n");
  return rows.map((row, i) => ({ key: recordKey(makeDataset(melodies, { ...preset, ...settings[i].change })), row }));
}

async function main(): Promise<void> {
  const { melodies } = await readCorpus();
  const { standard } = presets;
  const rows = [
    ...(await rowsOf("seeds", melodies, standard, seedSettings([2, 3, 4, 5]))),
    ...(await rowsOf("choices", melodies, halfSize(standard), overSeeds(openChoices, [2, 3]))),
  ];
  writeExperimentRecord(file, rows, { command: `npx tsx data/record-experiments.ts ${folder} ${file}` });
  console.log(`${file}: ${rows.length} trainings.`);
}

if (!folder || !file) {
  console.error(
    "Say where to train and which file to write: npx tsx data/record-experiments.ts results/standard data/experiments.json",
  );
  process.exitCode = 2;
} else {
  main().catch((error: Error) => {
    console.error(error.message);
    process.exitCode = 1;
  });
}
