/**
 * Trains the model that points back on the folk tunes, longer than a reader would wait, and keeps what it makes of tunes that it
 * has never seen: figures and pieces in one file, the weights in another beside it. It may be interrupted, and goes on where
 * it was when it is run again.
 *
 *     COLLECTION=folk npx tsx data/record-unseen.ts results/unseen data/unseen-run.json
 *
 * With "now" behind it, nothing is trained: the run is recorded as of its newest checkpoint, finished or not. With "kept",
 * the model is the one whose weights lie beside the record: its training stays as it was recorded, and only what it
 * makes of unseen tunes is measured anew.
 */
import * as fs from "fs";
import { readCorpus } from "../lib/corpus";
import { makeDataset, songsOf, type Dataset } from "../lib/dataset";
import { NgramModel, WindowMemory } from "../lib/evaluation";
import {
  asWritten,
  bestWeight,
  bitsBehind,
  meanBits,
  mixedTunes,
  predictTunes,
  type RecordedInterval,
  recordedModel,
  thisMachine,
  tuneOpponents,
  twoOpinions,
  unseen,
  type UnseenRecord,
  writeUnseenRecord,
} from "../lib/experiment";
import { packWeights, type PointerModel } from "../lib/model";
import { type EpochEntry, openRun, pointing, train, type TrainingRun } from "../lib/training";
import { musicOf } from "./unseen-music";

const [folder, file, when] = process.argv.slice(2);

interface CpuEntry extends EpochEntry {
  cpuSeconds: number;
}

/** A run as it is recorded. */
type Run = Pick<TrainingRun<CpuEntry, PointerModel>, "model" | "history" | "diary" | "seconds">;

/** CPU time in s that this process has taken, all threads together. */
function cpuSeconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}

const round = (value: number): number => Number(value.toPrecision(5));
const rounded = ({ mean, low, high }: RecordedInterval) => ({ mean: round(mean), low: round(low), high: round(high) });
const say = (text: string): void => void process.stderr.write(`\r${text}        `);

/** The run as its newest checkpoint has it. */
async function saved(): Promise<Run> {
  const run = await openRun<CpuEntry, PointerModel>(folder, pointing);
  if (!run) throw new Error(`There is no training run in ${folder}; leave out "now" to start one.`);
  const { history, diary, totals } = run.state;
  const model = await run.model();
  await run.close();
  return { model, history, diary, seconds: totals.seconds };
}

/** The run, trained to its end; null where it was stopped before. */
async function trained(dataset: Dataset): Promise<Run | null> {
  let last = cpuSeconds();
  const run = await train<CpuEntry, PointerModel>({
    dataset,
    folder,
    kind: pointing,
    onEpoch: (_, epoch) => {
      const now = cpuSeconds();
      const entry = { epoch, cpuSeconds: round(now - last) };
      last = now;
      return entry;
    },
    onProgress: ({ epoch, epochs, step, steps, loss, history }) => {
      const validation = history[history.length - 1]?.validationLoss;
      const bits = [loss, validation].map((nats) => (nats == null ? "–" : (nats / Math.LN2).toFixed(3)));
      say(`epoch ${epoch} of ${epochs}, step ${step} of ${steps}: ${bits[0]} bits, validation ${bits[1]}`);
    },
  });
  console.error(`\n${run.messages.join("\n")}`);
  return run.finished ? run : null;
}

/** Bits per note of the test tunes, by everybody. */
async function predicted(
  dataset: Dataset,
  model: PointerModel,
): Promise<Pick<UnseenRecord, "predictors" | "networkWeight">> {
  const keys = [0, -5, -2, 2, 5];
  const inKeys = { ...dataset, songs: dataset.songs.filter(({ semitones }) => keys.includes(semitones)) };
  const { trigram, kneserNey, memory } = tuneOpponents(dataset);
  const predictors = {
    network: model,
    trigram,
    kneserNey,
    memory,
    "memory of a 5-gram in five keys": WindowMemory.of(inKeys, NgramModel.of(inKeys, 5)),
  };
  const tunes = await predictTunes(dataset, "test", predictors, (done, of) => say(`predicted ${done} of ${of}`));
  const rows = (Object.keys(predictors) as (keyof typeof predictors)[]).map((name) => ({
    name: name as string,
    bits: rounded(meanBits(tunes, name)),
    network: rounded(bitsBehind(tunes, "network", name)),
  }));
  const both = (side: "validation" | "test") =>
    twoOpinions(dataset, side, model, memory, (done, of) => say(`both: ${side} tunes, ${done} of ${of}`));
  const networkWeight = bestWeight(await both("validation"));
  const mixed = mixedTunes(await both("test"), networkWeight);
  const name = "network and memory";
  const row = {
    name,
    bits: rounded(meanBits(mixed, "mixed")),
    network: rounded(bitsBehind(mixed, "network", "mixed")),
  };
  return { predictors: [...rows, row], networkWeight };
}

type Training = Pick<
  UnseenRecord,
  "machine" | "seconds" | "cpuSeconds" | "history" | "preset" | "vocabulary" | "parameters" | "trainingTunes"
>;

/** The model and what its training came to: trained here, or as it was recorded; null where it was stopped before its end. */
async function trainedOrKept(
  melodies: Parameters<typeof recordedModel>[2],
  dataset: Dataset,
): Promise<{ model: PointerModel; training: Training } | null> {
  if (when === "kept") {
    const kept = JSON.parse(fs.readFileSync(file, "utf8")) as UnseenRecord;
    const known = recordedModel(kept, file, melodies);
    const same = known?.dataset.vocabulary.symbols.join() === dataset.vocabulary.symbols.join();
    if (!known || !same) throw new Error(`${file}, the weights beside it and these tunes do not belong together.`);
    const { machine, seconds, cpuSeconds, history, preset, vocabulary, parameters, trainingTunes } = kept;
    const training = { machine, seconds, cpuSeconds, history, preset, vocabulary, parameters, trainingTunes };
    return { model: known.model, training };
  }
  const run = when === "now" ? await saved() : await trained(dataset);
  if (!run) return null;
  const { model, diary } = run;
  const training: Training = {
    machine: thisMachine(),
    seconds: Math.round(run.seconds),
    cpuSeconds: Math.round(diary.reduce((sum, entry) => sum + entry.cpuSeconds, 0)),
    history: run.history.map(({ epoch, loss, validationLoss }, i) => {
      return {
        epoch,
        loss: round(loss),
        validationLoss: round(validationLoss!),
        cpuSeconds: round(diary[i].cpuSeconds),
      };
    }),
    preset: unseen,
    vocabulary: dataset.vocabulary.toJSON(),
    parameters: model.parameters,
    trainingTunes: songsOf(asWritten(dataset), "train").length,
  };
  return { model, training };
}

async function main(): Promise<void> {
  const { melodies } = await readCorpus();
  const dataset = makeDataset(melodies, unseen);
  const run = await trainedOrKept(melodies, dataset);
  if (!run) return;
  const { model, training } = run;
  const { predictors, networkWeight } = await predicted(dataset, model);
  const music = musicOf(dataset, model, say);
  const bits = (who: string) => predictors.find(({ name }) => name === who)!.bits.mean;
  const counted = music.decoding.find(({ name }) => name === music.chosen)!;
  const { peopleBits, people, decoding, validation, chosen, every, pieces } = music;
  writeUnseenRecord(file, {
    command: `COLLECTION=folk npx tsx data/record-unseen.ts ${folder} ${file}`,
    date: new Date().toISOString(),
    ...training,
    unseen: {
      collection: process.env.COLLECTION ?? "default",
      tunes: songsOf(dataset, "test").length,
      bitsPerNote: {
        network: bits("network"),
        plain: bits("trigram"),
        kneserNey: bits("kneserNey"),
        memory: bits("memory"),
      },
      composed: { pieces: counted.pieces, withinPeople: counted.withinPeople },
    },
    predictors,
    networkWeight,
    peopleBits,
    people,
    decoding,
    pieces,
    validation,
    chosen,
    every: every.map((row) => ({ ...row, share: rounded(row.share) })),
  });
  if (when !== "kept") fs.writeFileSync(file.replace(/\.json$/, ".weights"), packWeights(model));
  model.dispose();
  console.error(`\n${file}: network ${bits("network")} bits a note, memory ${bits("memory")}.`);
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
