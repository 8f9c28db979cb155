/** A training run as its folder holds it: its state, and the model, without the collection that it learned from. */
import { Vocabulary } from "../encoding";
import type { Seq2Seq, Trainable } from "../model";
import { readMoments, restoreWeights, weightArrays } from "./checkpoint-arrays";
import type { DamagedCheckpoint, OpenCheckpoint } from "./checkpoint-file";
import { openNewest } from "./checkpoints";
import { type ModelKind, seq2seq } from "./model-kind";
import type { EpochEntry } from "./on-epoch";
import { checkpointFolder } from "./run-folder";
import type { RunState } from "./run-state";

export interface SavedRun<Entry extends EpochEntry = EpochEntry, Model extends Trainable = Seq2Seq> {
  state: RunState<Entry>;
  readonly vocabulary: Vocabulary;
  /** What the reader should know: damaged checkpoints that were passed over. */
  messages: string[];
  damaged: DamagedCheckpoint[];
  checkpoint: OpenCheckpoint<RunState<Entry>>;
  /** Makes the model as it was then, the caller's to dispose of. */
  model(): Promise<Model>;
  /** The optimizer's state then, as `Adam.state()` gives it. */
  optimizer(): Promise<{ name: string; data: Float32Array }[]>;
  /** The model's weights by their names, without TensorFlow. */
  weights(): Promise<Map<string, Float32Array>>;
  /** Call it after use. */
  close(): Promise<void>;
}

/**
 * Opens the newest whole checkpoint of the run in `folder`, finished or not. Changes nothing there; a training that is
 * under way may go on.
 * @param kind of its model; default {@link seq2seq}
 * @returns undefined when there is no run.
 * @throws Error when none of its checkpoints is whole, or it is of another kind.
 */
export async function openRun<Entry extends EpochEntry = EpochEntry, Model extends Trainable = Seq2Seq>(
  folder: string,
  kind: ModelKind<Model> = seq2seq as unknown as ModelKind<Model>,
): Promise<SavedRun<Entry, Model> | undefined> {
  const { checkpoint, damaged } = await openNewest<RunState<Entry>>(checkpointFolder(folder));
  if (!checkpoint) return undefined;
  const { state } = checkpoint;
  return {
    state,
    get vocabulary() {
      return Vocabulary.fromJSON(state.vocabulary);
    },
    messages: damaged.map((d) => `${d.message} The one before it is used.`),
    damaged,
    checkpoint,
    model: () => modelOf(checkpoint, kind),
    optimizer: () => readMoments(checkpoint),
    weights: () => weightArrays(checkpoint),
    close: () => checkpoint.close(),
  };
}

async function modelOf<Model extends Trainable>(
  checkpoint: OpenCheckpoint<RunState>,
  kind: ModelKind<Model>,
): Promise<Model> {
  const { preset, vocabulary } = checkpoint.state;
  const model = kind.make(preset, Vocabulary.fromJSON(vocabulary));
  try {
    await restoreWeights(model, checkpoint);
  } catch (error) {
    model.dispose();
    throw error;
  }
  return model;
}
