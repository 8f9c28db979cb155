/** The numbers of a model in training, as the named arrays of a checkpoint. */
import type { Trainable } from "../model";
import { tf } from "../tensorflow";
import type { Adam } from "./adam";
import type { NamedArray, OpenCheckpoint } from "./checkpoint-file";

/** A weight or moment that is NaN or infinite: nothing that training could recover from. */
export class NotFinite extends Error {
  constructor(readonly array: string) {
    super(`${array} holds a value that is not finite.`);
    this.name = "NotFinite";
  }
}

const moment = "moment ";
const weight = "weight ";

/**
 * Weights and optimizer moments, each read when its turn comes. `data` throws {@link NotFinite} where a value is
 * not, so that no checkpoint ever holds one.
 */
export function arraysOf(model: Trainable, adam: Adam): NamedArray[] {
  const weights = model.weights.map(({ name, variable }) => ({
    name: weight + name,
    length: variable.size,
    data: () => variable.dataSync<"float32">(),
  }));
  const moments = adam.lazyState().map(({ name, length, read }) => ({
    name: moment + name,
    length,
    data: read,
  }));
  return [...weights, ...moments].map((array) => ({ ...array, data: () => finite(array.name, array.data()) }));
}

function finite(name: string, values: Float32Array): Float32Array {
  for (let i = 0; i < values.length; i++) if (!Number.isFinite(values[i])) throw new NotFinite(name);
  return values;
}

/** Adam's state in the checkpoint, as `Adam.state()` gives it. */
export async function readMoments(
  checkpoint: OpenCheckpoint<unknown>,
): Promise<{ name: string; data: Float32Array }[]> {
  const names = checkpoint.arrays.flatMap(({ name }) => (name.startsWith(moment) ? [name] : []));
  const state: { name: string; data: Float32Array }[] = [];
  for (const name of names) state.push({ name: name.slice(moment.length), data: await checkpoint.read(name) });
  return state;
}

/** @throws Error when the checkpoint holds no state of Adam. */
export async function restoreMoments(adam: Adam, checkpoint: OpenCheckpoint<unknown>): Promise<void> {
  adam.setState(await readMoments(checkpoint));
}

/** @throws Error when the checkpoint's weights are not those of this model. */
export async function restoreWeights(model: Trainable, checkpoint: OpenCheckpoint<unknown>): Promise<void> {
  for (const { name, variable } of model.weights) {
    const values = await checkpoint.read(weight + name);
    const tensor = tf.tensor(values, variable.shape, "float32");
    variable.assign(tensor);
    tensor.dispose();
  }
}

/** The weights by the names that `Seq2Seq` gives them. */
export async function weightArrays(checkpoint: OpenCheckpoint<unknown>): Promise<Map<string, Float32Array>> {
  const arrays = new Map<string, Float32Array>();
  for (const { name } of checkpoint.arrays) {
    if (name.startsWith(weight)) arrays.set(name.slice(weight.length), await checkpoint.read(name));
  }
  return arrays;
}
