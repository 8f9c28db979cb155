/** What the training asks of a model: a Seq2Seq, a PointerModel. */
import type { tf } from "../tensorflow";
import type { CallOptions } from "./layer";

export interface Trainable {
  /** In a fixed order and under names that stay. */
  readonly weights: { name: string; variable: tf.Variable }[];
  /** Number of trainable numbers. */
  readonly parameters: number;
  /** From [encoder notes, decoder notes], int32 [B, T] each, to scores whose softmax is the next notes' probability. */
  readonly training: { apply(inputs: tf.Tensor[], options?: CallOptions & { [name: string]: unknown }): unknown };
  dispose(): void;
}
