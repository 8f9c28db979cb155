/** Whether the machine has the memory and the disk that a preset needs, looked at before training begins. */
import * as fs from "fs";
import * as os from "os";
import type { Preset } from "../preset";

const MB = 2 ** 20;
const base = 450 * MB; // Node, TensorFlow and the collection
const megabytes = (bytes: number): string => `${Math.ceil(bytes / MB)} MB`;

/**
 * Trainable parameters of the article's model. An LSTM layer of U units on I inputs has 4U(I + U + 1), four gates
 * each with an input matrix, a recurrent matrix and a bias; encoder and decoder have the same layers; the dense
 * layer has U·V + V.
 */
export function parameterCount(units: readonly number[], vocabulary: number): number {
  let inputs = vocabulary;
  let count = 0;
  for (const u of units) {
    count += 2 * 4 * u * (inputs + u + 1);
    inputs = u;
  }
  return count + inputs * vocabulary + vocabulary;
}

/**
 * Memory in bytes that training needs at its peak, estimated:
 * parameters × 4 B × 5 (weights, two Adam moments, gradients, one working copy)
 * + batch × timesteps × 4 B × (2 × 16 × units of all layers + 4 × vocabulary)
 * + 450 MB for Node, TensorFlow and the collection.
 * The 16 counts what a layer keeps for its gradient (input, six gate values, output) and the gradients themselves;
 * the 4 logits, probabilities, target and gradient. For encoder and decoder, hence 2. A fifth too much on purpose:
 * the article's preset at a vocabulary of 380 is estimated at 1.8 GB and was measured to peak at 1.4 GB.
 */
export function memoryNeeded(preset: Preset, vocabulary: number): number {
  const units = preset.units.reduce((sum, u) => sum + u, 0);
  const perNote = 4 * (2 * 16 * units + 4 * vocabulary);
  return parameterCount(preset.units, vocabulary) * 20 + preset.batch * preset.timesteps * perNote + base;
}

/** Memory in bytes that this process may still take, limits of a container included. */
export function memoryAvailable(): number {
  // macOS reports only unused pages as free, a small part of what can be had.
  if (process.platform === "darwin") return os.totalmem() * 0.75;
  const { availableMemory } = process as { availableMemory?: () => number }; // since Node 20.13
  return availableMemory ? availableMemory.call(process) : os.freemem();
}

/** Size in bytes of one checkpoint: weights and two Adam moments in float32, and 1 MB for the rest. */
export function checkpointSize(parameters: number): number {
  return parameters * 12 + MB;
}

/** @throws Error when the preset is estimated to need more memory than there is. */
export function checkMemory(preset: Preset, vocabulary: number, available = memoryAvailable()): void {
  const needed = memoryNeeded(preset, vocabulary);
  if (needed <= available) return;
  throw new Error(
    `Preset "${preset.name}" needs about ${megabytes(needed)} of memory to train and ${megabytes(available)} are free; ` +
      "close other programs or other notebooks' kernels, or take a smaller preset or batch.",
  );
}

/**
 * @param held bytes that earlier checkpoints take already: as new ones come, old ones go
 * @throws Error when the disk has no room for the three checkpoints that are kept and the one being written.
 */
export function checkDisk(folder: string, size: number, held: number, free = diskFree(folder)): void {
  const needed = Math.max(size, 4 * size - held);
  if (needed <= free) return;
  throw new Error(
    `Checkpoints need ${megabytes(needed)} more on the disk of ${folder} and ${megabytes(free)} are free; ` +
      "make room, or choose a folder on another disk (OUT_DIR).",
  );
}

function diskFree(folder: string): number {
  const { bavail, bsize } = fs.statfsSync(folder);
  return bavail * bsize;
}
