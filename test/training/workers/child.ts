/**
 * One worker of a training to be looked at, stopped and killed. Its one argument is {@link ChildOptions} as JSON. It
 * writes "joined", "step EPOCH STEP" (rank 0), "epoch N" and, at its end, {@link ChildResult} as JSON, each on a line.
 */
import type { Preset } from "../../../lib/preset";
import type { Trainable } from "../../../lib/model";
import {
  follow,
  joinGroup,
  type ModelKind,
  placeFrom,
  pointing,
  precisionFrom,
  seq2seq,
  train,
  type TrainOptions,
} from "../../../lib/training";
import { tinyDataset, tinyMelodies, tinyMelody } from "../tiny";

export interface ChildOptions {
  /** Of rank 0. */
  folder: string;
  preset?: Partial<Preset>;
  /** Melodies of the collection, or how many notes each has; default 12. */
  melodies?: number | number[];
  train?: Pick<TrainOptions, "checkpointEpochs" | "checkpointMinutes">;
}

export interface ChildResult {
  finished: boolean;
  resumedFrom: number | null;
  epoch: number;
  step: number;
  /** Of each epoch, where rank 0 is. */
  losses: (number | null)[];
  accuracies: number[];
  diary: unknown[];
  weights: number[];
  messages: string[];
}

const weightsOf = (model: Trainable): number[] =>
  model.weights.flatMap(({ variable }) => Array.from(variable.dataSync<"float32">()));

async function main(): Promise<void> {
  const options = JSON.parse(process.argv[2]) as ChildOptions;
  const { melodies } = options;
  const lengths = Array.isArray(melodies) ? melodies : undefined;
  const songs = lengths?.map((length, i) => tinyMelody(i, length)) ?? tinyMelodies(melodies as number | undefined);
  const dataset = tinyDataset(options.preset, songs);
  const kind = (options.preset?.model ? pointing : seq2seq) as ModelKind<Trainable>;
  const place = placeFrom();
  const group = place && (await joinGroup(place, { watchEvery: 1000, precision: precisionFrom(), bucket: 1000 }));
  console.log("joined");
  const none = { losses: [], accuracies: [], diary: [], messages: [], resumedFrom: null };
  let result: ChildResult;
  if (group && group.rank > 0) {
    const { model, ...followed } = await follow({ dataset, kind, group });
    result = { ...none, ...followed, weights: weightsOf(model) };
  } else {
    const run = await train({
      dataset,
      kind,
      folder: options.folder,
      group,
      ...options.train,
      onEpoch: (_, epoch) => (epoch % dataset.preset.diaryEvery > 0 ? undefined : { epoch, piece: [epoch] }),
      onProgress: ({ state, epoch, step }) => {
        // Where checkpoints follow each other closely, "training" is reported too seldom to be waited for.
        if (state === "training" || state === "saving") console.log(`step ${epoch} ${step}`);
      },
    });
    result = {
      finished: run.finished,
      resumedFrom: run.resumedFrom,
      epoch: run.history.length,
      step: 0,
      losses: run.history.flatMap((record) => [record.loss, record.validationLoss]),
      accuracies: run.history.map(({ accuracy }) => accuracy),
      diary: run.diary,
      weights: weightsOf(run.model),
      messages: run.messages,
    };
  }
  console.log(JSON.stringify(result));
}

if (require.main === module) {
  main().catch((error: Error) => {
    console.error(error.message);
    process.exitCode = 1;
  });
}
