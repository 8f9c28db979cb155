/** Which gradients travel together, and in which order. */
import type { Trainable } from "../model";
import { tf } from "../tensorflow";
import { gradientsOf } from "./gradients";

/** Places in `model.weights`. */
export type Bucket = readonly number[];

/**
 * Neighbours in an order, together.
 * @param sizes of the weights, numbers
 * @param order all of their places, each once
 * @param least so many numbers a bucket has at least, the last one perhaps not: each costs a message's latency
 */
export function bucketsOf(sizes: readonly number[], order: readonly number[], least: number): Bucket[] {
  const buckets: number[][] = [[]];
  let numbers = 0;
  for (const index of order) {
    if (numbers >= least) {
      buckets.push([]);
      numbers = 0;
    }
    buckets.at(-1)!.push(index);
    numbers += sizes[index];
  }
  return buckets;
}

/**
 * In which order a backward pass finds the gradients of the model's weights, found out with two notes: every rank knows
 * it before its first batch, which may be empty.
 */
export function gradientOrder(model: Trainable): number[] {
  const two = Int32Array.of(0, 0);
  const order: number[] = [];
  const batch = { size: 1, timesteps: 2, encoder: two, decoder: two, target: two };
  const { gradients } = gradientsOf(model, batch, 0, (index) => order.push(index));
  tf.dispose(gradients);
  const told = new Set(order);
  return [...order, ...gradients.map((_, index) => index).filter((index) => !told.has(index))];
}
