/**
 * One worker of `npm run reproduce -- --workers …`: the training of notebook 5, by several processes. Rank 0 writes the
 * checkpoints and the diary; the others only compute, and need no disk in common with it. Everything else the
 * environment says: PRESET, MIDI_DIR, COLLECTION, OUT_DIR, FRESH, EPOCHS (default: the preset's), WORKERS and RANK (or TF_CONFIG),
 * and REDUCE.
 */
import { readCorpus } from "../lib/corpus";
import { type Dataset, makeDataset } from "../lib/dataset";
import { saveSound } from "../lib/display";
import { beginFresh, diaryFor, resultsFolder, whenDue } from "../lib/experiment";
import { choosePreset } from "../lib/preset";
import { follow, joinGroup, openRun, placeFrom, precisionFrom, train, TrainingOver, WorkerLost } from "../lib/training";
import type { Group, TrainingProgress } from "../lib/training";

/** The exit status where another worker was told to stop. */
const STOPPED = 130;
/** The exit status where another worker is gone: all may simply be started again (sysexits.h: a temporary failure). */
const LOST = 75;

function say(text: string): void {
  console.log(`  ${text}`);
}

/** The run's last epoch. */
const epochsOf = ({ preset }: Dataset): number => Number(process.env.EPOCHS) || preset.epochs;

/** Whether there is nothing left to train, as when it was the notebooks that were cut off: nobody has to be waited for. */
async function isOver(dataset: Dataset): Promise<boolean> {
  const saved = await openRun(resultsFolder(dataset.preset));
  await saved?.close();
  return saved !== undefined && saved.state.epoch >= epochsOf(dataset);
}

/**
 * @param group undefined where nothing is left to train
 * @returns whether the last epoch was reached
 */
async function lead(dataset: Dataset, fresh: boolean, group: Group | undefined): Promise<boolean> {
  const folder = resultsFolder(dataset.preset);
  const compose = diaryFor(dataset, folder, { onFile: saveSound });
  const run = await train({
    dataset,
    folder,
    group,
    fresh,
    epochs: epochsOf(dataset),
    onEpoch: whenDue(compose, dataset.preset.diaryEvery),
    onProgress: epochLines(),
  });
  for (const message of run.messages) say(message);
  return run.finished;
}

/** Says each epoch once it is finished. */
function epochLines(): (progress: TrainingProgress) => void {
  let told: number | undefined;
  return ({ history, epochs }) => {
    told ??= history.length;
    for (const { epoch, loss, accuracy, notesPerSecond } of history.slice(told)) {
      const speed = Math.round(notesPerSecond).toLocaleString("en-US");
      say(`epoch ${epoch}/${epochs}: loss ${loss.toFixed(3)}, accuracy ${accuracy.toFixed(3)}, ${speed} notes/s`);
    }
    told = history.length;
  };
}

async function main(): Promise<number> {
  const place = placeFrom();
  if (!place)
    throw new Error("There is no other worker to train with; name them all, as in --workers hostA:7070,hostB:7070.");
  const { melodies } = await readCorpus();
  const dataset = makeDataset(melodies, choosePreset());
  const { addresses, rank } = place;
  const fresh = beginFresh();
  if (rank === 0) {
    if (!fresh && (await isOver(dataset))) return (await lead(dataset, fresh, undefined)) ? 0 : STOPPED;
    const here = addresses.every((address) => address.startsWith("127.0.0.1:"));
    const where = here ? " on this machine" : `: ${addresses.join(", ")}`;
    say(
      `Training with ${addresses.length} workers${where}. Private networks only: they trust whoever reaches their ports.`,
    );
  }
  const group = await joinGroup(place, {
    precision: precisionFrom(),
    onWaiting: (missing) => say(`worker ${rank} is ready and waits for ${missing.join(", ")}`),
  });
  const finished = rank === 0 ? await lead(dataset, fresh, group) : (await follow({ dataset, group })).finished;
  return finished ? 0 : STOPPED;
}

main().then(
  (code) => (process.exitCode = code),
  (error: Error) => {
    if (error instanceof TrainingOver) return say(error.message);
    console.error(error.name === "Error" || error instanceof WorkerLost ? error.message : error.stack);
    process.exit(error instanceof WorkerLost ? LOST : 1);
  },
);
