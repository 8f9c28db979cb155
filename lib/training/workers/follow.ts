/** The part of every rank but 0 in a training: it computes its slices and writes nothing. */
import type { Dataset } from "../../dataset";
import type { Seq2Seq, Trainable } from "../../model";
import { Adam } from "../adam";
import { type ModelKind, seq2seq } from "../model-kind";
import { amountDone, type Position } from "../position";
import { checkMemory } from "../resources";
import { StopRequest, yieldToEventLoop } from "../stop";
import { takeStep } from "../take-step";
import { agree, partsOf } from "./agreement";
import type { Group } from "./group";
import { reductionOver } from "./reduction-over";
import { sharePosition, shareState } from "./shared-start";

export interface Followed<Model extends Trainable = Seq2Seq> extends Position {
  /** Of the run when it was left; the caller's to dispose of. */
  model: Model;
  /** False when it was stopped before its last epoch, by whichever rank. */
  finished: boolean;
}

export interface FollowOptions<Model extends Trainable = Seq2Seq> {
  dataset: Dataset;
  /** What is trained, as rank 0 has it; default {@link seq2seq}. */
  kind?: ModelKind<Model>;
  group: Group;
  /** Ends the training of all ranks after the current step, as SIGINT, SIGTERM and SIGHUP do. */
  signal?: AbortSignal;
  onEpoch?: (epoch: number) => void;
}

/**
 * Takes part in the training that rank 0 leads (`train` with this group): begins where that stands and ends with it.
 * @throws Error when the ranks' code, songs or preset differ, memory will not do, or the loss is not finite; WorkerLost
 */
export async function follow<Model extends Trainable = Seq2Seq>(
  options: FollowOptions<Model>,
): Promise<Followed<Model>> {
  const { dataset, kind = seq2seq as unknown as ModelKind<Model>, group, signal, onEpoch } = options;
  const { preset, vocabulary } = dataset;
  checkMemory(preset, vocabulary.size);
  const stop = await StopRequest.listen(signal);
  const model = kind.make(preset, vocabulary);
  const adam = new Adam({ learningRate: preset.learningRate });
  try {
    agree(group, partsOf(dataset));
    const { epochs, ...position } = sharePosition(group, { epoch: 0, step: 0, epochs: 0 });
    if (position.epoch < epochs) {
      shareState(group, model, adam);
      const batches = dataset.batches.train.slice(group.rank, group.addresses.length);
      const reduction = reductionOver(group, model);
      const parts = { preset, batches, epochs, model, adam, reduction };
      while (position.epoch < epochs && (await followEpoch(parts, group, position, stop))) onEpoch?.(position.epoch);
    }
    group.leave();
    return { ...position, model, finished: position.epoch >= epochs };
  } catch (error) {
    model.dispose();
    throw error;
  } finally {
    adam.dispose();
    stop.done();
  }
}

/** @returns false when the training was stopped. */
async function followEpoch(
  parts: Parameters<typeof takeStep>[0],
  group: Group,
  position: Position,
  stop: StopRequest,
): Promise<boolean> {
  while (position.step < parts.batches.steps(position.epoch)) {
    const { loss, stop: last } = await takeStep(parts, position, stop.requestedBy !== undefined);
    if (!Number.isFinite(loss)) {
      throw new Error(`The loss became ${loss} after ${amountDone(position)}; worker 0 says what to do.`);
    }
    position.step++;
    await yieldToEventLoop();
    if (last) return false;
  }
  const { closed, last } = betweenEpochs(group, true, stop);
  if (closed) {
    position.epoch++;
    position.step = 0;
  }
  return !last;
}

/**
 * Where the ranks meet between two epochs, however long rank 0 needs for what only it does (validation, diary,
 * checkpoint).
 * @param closed whether this rank has closed the epoch
 * @returns closed: whether rank 0 has; last: whether any rank wants to stop
 */
export function betweenEpochs(group: Group, closed: boolean, stop: StopRequest): { closed: boolean; last: boolean } {
  const all = group.gather([Number(closed), Number(stop.requestedBy !== undefined)], 0);
  return { closed: all[0][0] === 1, last: all.some(([ready, stops]) => ready === 0 || stops === 1) };
}
