/** What the training asks of a model: a Seq2Seq, a PointerModel, a MultivariateModel. */
import type { tf } from "../tensorflow";
import type { CallOptions } from "./layer";
import { accuracy, crossEntropy } from "./loss";

interface Weighted {
  /** In a fixed order and under names that stay. */
  readonly weights: { name: string; variable: tf.Variable }[];
  /** Number of trainable numbers. */
  readonly parameters: number;
  dispose(): void;
}

/** One choice a note: the notes of a vocabulary. */
interface Scoring extends Weighted {
  /** From [encoder notes, decoder notes], int32 [B, T] each, to scores whose softmax is the next notes' probability. */
  readonly training: { apply(inputs: tf.Tensor[], options?: CallOptions & { [name: string]: unknown }): unknown };
}

/** Means over the notes that count: nats per note, and the share of notes that were right. */
export interface Judgement {
  loss: tf.Scalar;
  /** What each number of a note adds to the loss; left out: a note is one number. */
  parts?: tf.Scalar[];
  accuracy: tf.Scalar;
}

/** Notes as the training hands them over: int32 [B, T] each of the inputs, time-major what is to come. */
export interface Judged {
  inputs: tf.Tensor[];
  /** int32 [T, B] */
  targets: tf.Tensor;
  /** float32 [T, B]: 1 for each note that counts; left out: all count. */
  counted?: tf.Tensor;
}

/** Several choices a note: it knows itself how its scores and the targets belong together. */
interface Judging extends Weighted {
  /** The loss is on the gradient tape. */
  judge(notes: Judged, options: CallOptions): Judgement;
}

export type Trainable = Scoring | Judging;

/** Loss (on the gradient tape) and accuracy of any of them. */
export function judged(model: Trainable, notes: Judged, options: CallOptions): Judgement {
  if ("judge" in model) return model.judge(notes, options);
  const { inputs, targets, counted } = notes;
  const logits = model.training.apply(inputs, { ...options, timeMajor: true }) as tf.Tensor;
  return { loss: crossEntropy(logits, targets, counted), accuracy: accuracy(logits, targets, counted) };
}
