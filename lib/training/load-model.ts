/** A trained model from its folder alone, without the collection it learned from. */
import { Vocabulary } from "../encoding";
import { Seq2Seq } from "../model";
import type { Preset } from "../preset";
import { restoreWeights } from "./arrays";
import { openNewest } from "./checkpoint";
import type { DiaryEntry } from "./diary";
import { modelConfig } from "./model-config";
import type { EpochRecord } from "./progress";
import { checkpointFolder } from "./run-folder";

export interface LoadedModel {
  /** As of the newest whole checkpoint; `dispose` it after use. */
  model: Seq2Seq;
  vocabulary: Vocabulary;
  preset: Preset;
  /** Finished epochs. */
  epoch: number;
  history: EpochRecord[];
  diary: DiaryEntry[];
  /** What the reader should know: damaged checkpoints that were passed over. */
  messages: string[];
}

/**
 * Loads the model that `train` left in `folder`, finished or not. Changes nothing there; a training that is under
 * way may go on.
 * @throws Error when there is none, or none of its checkpoints is whole.
 */
export async function loadModel(folder: string): Promise<LoadedModel> {
  const { checkpoint, damaged } = await openNewest(checkpointFolder(folder));
  if (!checkpoint) throw new Error(`There is no trained model in ${folder}; run the training notebook (05) first.`);
  try {
    const { preset, epoch, history, diary } = checkpoint.state;
    const vocabulary = Vocabulary.fromJSON(checkpoint.state.vocabulary);
    const model = new Seq2Seq(modelConfig(preset, vocabulary.size));
    try {
      await restoreWeights(model, checkpoint);
    } catch (error) {
      model.dispose();
      throw error;
    }
    const messages = damaged.map((d) => `${d.message} The one before it is used.`);
    return { model, vocabulary, preset, epoch, history, diary, messages };
  } finally {
    await checkpoint.close();
  }
}
