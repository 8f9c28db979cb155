/**
 * Trains the model that points back on the folk tunes, longer than a reader would wait, and keeps what it makes of tunes that it
 * has never seen: figures and pieces in one file, the weights in another beside it. It may be interrupted, and goes on where
 * it was when it is run again.
 *
 *     COLLECTION=folk npx tsx data/record-unseen.ts results/unseen data/unseen-run.json
 *
 * With "now" behind it, nothing is trained: the run is recorded as of its newest checkpoint, finished or not.
 */
import * as fs from "fs";
import { readCorpus } from "../lib/corpus";
import { makeDataset, songsOf, type Dataset } from "../lib/dataset";
import { NgramModel, openingsOf, peopleRange, pieceMeasurer, spreadOver, WindowMemory } from "../lib/evaluation";
import {
  asWritten,
  bitsBehind,
  type DecodingRow,
  decodingRow,
  meanBits,
  PIECE_LENGTH,
  predictTunes,
  type RecordedInterval,
  thisMachine,
  tuneOpponents,
  unseen,
  type UnseenRecord,
  writeUnseenRecord,
} from "../lib/experiment";
import { argmax, beam, generate, repetitionPenalty, sample, type Strategy } from "../lib/generation";
import { packWeights, type PointerModel } from "../lib/model";
import { type EpochEntry, openRun, pointing, train, type TrainingRun } from "../lib/training";

const [folder, file, when] = process.argv.slice(2);

/** Openings that are gone on from: so many, evenly over the test tunes that are long enough. */
const OPENINGS = 24;

/** Openings of validation tunes that decide which way of drawing is counted. */
const DECIDING = 48;

const drawing: Record<string, Strategy> = Object.fromEntries(
  [0.7, 0.85, 1, 1.2].flatMap((temperature) =>
    [0.9, 0.95, 1].map((topP) => [`temperature ${temperature}, top-p ${topP}`, sample({ temperature, topP })]),
  ),
);

const seeking: Record<string, Strategy> = {
  argmax,
  "beam of 4": beam({ width: 4 }),
  "repetition penalty 1": repetitionPenalty(1),
  "repetition penalty 4": repetitionPenalty(4),
};

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
async function predicted(dataset: Dataset, model: PointerModel): Promise<UnseenRecord["predictors"]> {
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
  return (Object.keys(predictors) as (keyof typeof predictors)[]).map((name) => ({
    name,
    bits: rounded(meanBits(tunes, name)),
    network: rounded(bitsBehind(tunes, "network", name)),
  }));
}

type Music = Pick<UnseenRecord, "people" | "decoding" | "pieces">;

/** Pieces from openings of one side, people's first, and those of one way themselves. */
function composed(
  dataset: Dataset,
  model: PointerModel,
  o: { side: "validation" | "test"; count: number; ways: Record<string, Strategy>; kept?: string },
): Music {
  const measure = pieceMeasurer(dataset);
  const all = openingsOf(dataset, PIECE_LENGTH, o.side);
  const range = peopleRange(all.map(({ people }) => measure(people)));
  const openings = spreadOver(all, o.count);
  const prompts = openings.map(({ notes }) => notes);
  const peoples = openings.map(({ people }) => measure(people));
  const music: Music = { people: { ...range }, decoding: [decodingRow("people", peoples, range)], pieces: [] };
  for (const [name, strategy] of Object.entries(o.ways)) {
    say(`composing by ${name}`);
    const made = generate(model, prompts, { length: PIECE_LENGTH, strategy, seed: 1 });
    music.decoding.push(decodingRow(name, made.map(measure), range));
    if (name === o.kept) {
      music.pieces = made.map((piece, i) => ({ file: openings[i].file, piece: [...piece] }));
    }
  }
  return music;
}

/** Of ways of drawing the one most of whose pieces lie within people's range, the first of several. */
function best(rows: readonly DecodingRow[]): string {
  const drawn = rows.filter(({ name }) => name in drawing);
  return drawn.reduce((most, row) => (row.withinPeople > most.withinPeople ? row : most)).name;
}

async function main(): Promise<void> {
  const { melodies } = await readCorpus();
  const dataset = makeDataset(melodies, unseen);
  const run = when === "now" ? await saved() : await trained(dataset);
  if (!run) return;
  const { model } = run;
  const predictors = await predicted(dataset, model);
  const deciding = composed(dataset, model, { side: "validation", count: DECIDING, ways: drawing });
  const chosen = best(deciding.decoding);
  const ways = { ...seeking, ...drawing };
  const music = composed(dataset, model, { side: "test", count: OPENINGS, ways, kept: chosen });
  const bits = (who: string) => predictors.find(({ name }) => name === who)!.bits.mean;
  const counted = music.decoding.find(({ name }) => name === chosen)!;
  writeUnseenRecord(file, {
    command: `COLLECTION=folk npx tsx data/record-unseen.ts ${folder} ${file}`,
    date: new Date().toISOString(),
    machine: thisMachine(),
    seconds: Math.round(run.seconds),
    cpuSeconds: Math.round(run.diary.reduce((sum, entry) => sum + entry.cpuSeconds, 0)),
    preset: unseen,
    vocabulary: dataset.vocabulary.toJSON(),
    parameters: model.parameters,
    trainingTunes: songsOf(asWritten(dataset), "train").length,
    history: run.history.map(({ epoch, loss, validationLoss }, i) => {
      return {
        epoch,
        loss: round(loss),
        validationLoss: round(validationLoss!),
        cpuSeconds: round(run.diary[i].cpuSeconds),
      };
    }),
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
    ...music,
    validation: deciding.decoding,
    chosen,
  });
  fs.writeFileSync(file.replace(/\.json$/, ".weights"), packWeights(model));
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
