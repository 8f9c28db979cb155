/** The first part of a training step: what a batch says about the weights. */
import { judged, type Trainable } from "../model";
import { tf } from "../tensorflow";
import { type Batch, notesIn } from "../dataset";
import { batchTensors } from "./batch-tensors";
import { type OnGradient, tellGradients } from "./gradient-order";

/** Means over the notes of a batch, before the update and with dropout on. */
export interface BatchGradients {
  /** Of the loss, in the order and the shapes of `model.weights`. The holder disposes of them. */
  gradients: tf.Tensor[];
  /** Cross-entropy, nats per note. */
  loss: number;
  /** Share of notes predicted right with the true notes before them, 0-1. */
  accuracy: number;
  /** How many notes these are means of; 0 for a batch without windows: then all is 0. */
  notes: number;
}

/**
 * Forward and backward pass; changes nothing. A slice of a batch drops out what it would drop out within the whole.
 * @param seed int32 that decides the dropout masks; give each step its own
 * @param onGradient told of some gradients while others are still being computed; it must not dispose of them
 */
export function gradientsOf(model: Trainable, batch: Batch, seed: number, onGradient?: OnGradient): BatchGradients {
  const variables = model.weights.map(({ variable }) => variable);
  if (batch.size === 0) {
    return { gradients: variables.map((variable) => tf.zerosLike(variable)), loss: 0, accuracy: 0, notes: 0 };
  }
  return tf.tidy(() => {
    const tensors = batchTensors(batch);
    let right: tf.Scalar | undefined;
    const { value, grads } = tf.variableGrads(() => {
      const options = { training: true, dropoutSeed: seed, dropoutRows: batch.slice };
      const { loss, accuracy } = judged(model, tensors, options);
      right = tf.keep(accuracy);
      if (onGradient) tellGradients(loss, variables, onGradient);
      return loss;
    }, variables);
    const measures = { loss: value.dataSync()[0], accuracy: right!.dataSync()[0] };
    right!.dispose();
    const gradients = variables.map(({ name }) => grads[name]);
    return { gradients, ...measures, notes: notesIn(batch) };
  });
}
