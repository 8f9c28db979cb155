/**
 * The article's encoder and decoder for notes of several numbers: pitch, velocity, duration, time to the next onset. Four
 * one-hot rows side by side go in, four softmaxes come out.
 *
 * The numbers of one note depend on each other, so each output also sees those before it: p(pitch) · p(velocity | pitch) ·
 * p(duration | pitch, velocity) · …, all given what was read. In training these are the true ones; in composing, those
 * drawn. Several softmaxes for one note, some told what others chose, are also in Hsiao, Liu, Yeh, Yang: "Compound Word
 * Transformer", AAAI 2021.
 */
import type { FieldRow } from "../encoding";
import { tf } from "../tensorflow";
import { maskFor, applyDropout } from "./dropout";
import type { CallOptions } from "./layer";
import { dense } from "./logits";
import { crossEntropy } from "./loss";
import { runLstm } from "./lstm";
import type { LstmState } from "./lstm-ops";
import { multiHot } from "./multi-hot";
import { NamedWeights } from "./named-weights";
import type { Judged, Judgement } from "./trainable";

export interface MultivariateConfig {
  /** How many values each number of a step has: pitches first. */
  sizes: readonly number[];
  /** What the indices of training windows stand for: steps. */
  steps: readonly FieldRow[];
  /** Of each LSTM layer, bottom first; encoder and decoder alike. */
  units: readonly number[];
  /** Share of the values between layers dropped in training, in [0, 1). */
  dropout: number;
  /** False: the outputs of a note know nothing of each other. Default true. */
  chained?: boolean;
  /** Decides the initial weights; int32. */
  seed: number;
}

type Side = "encoder" | "decoder";

export class MultivariateModel {
  private readonly named: NamedWeights;

  constructor(readonly config: MultivariateConfig) {
    const { sizes, units, seed } = config;
    const width = sizes.reduce((a, b) => a + b, 0);
    this.named = new NamedWeights(seed, 8000);
    for (const side of ["encoder", "decoder"] as const) {
      units.forEach((u, i) => this.named.addLstm(`${side}_${i + 1}`, i === 0 ? width : units[i - 1], u));
    }
    sizes.forEach((size, f) => {
      const before = this.chained ? sizes.slice(0, f).reduce((a, b) => a + b, 0) : 0;
      this.named.addDense(`output_${f + 1}`, units[units.length - 1] + before, size);
    });
  }

  get weights() {
    return this.named.all;
  }

  get chained(): boolean {
    return this.config.chained !== false;
  }

  /** Values there are to choose from at most, at one number of a step. */
  get vocabulary(): number {
    return Math.max(...this.config.sizes);
  }

  /** Number of trainable numbers. */
  get parameters(): number {
    return this.named.size;
  }

  /**
   * Reads steps through one side's stack of layers.
   * @param steps int32 [T, B, numbers a step]; negative numbers: the start symbol
   * @param initial the states of each layer; null: zeros
   * @returns the top layer's hidden states [T, B, U], and each layer's last states
   */
  read(side: Side, steps: tf.Tensor3D, initial: readonly LstmState[] | null, o: CallOptions = {}) {
    const { sizes, units, dropout, seed } = this.config;
    let x = multiHot(steps, sizes) as tf.Tensor3D;
    const states = units.map((_, i): LstmState => {
      if (i > 0 && o.training && dropout > 0) {
        const stream = 9000 + (side === "encoder" ? 0 : units.length) + i;
        x = applyDropout(
          x,
          maskFor(x.shape, dropout, o.dropoutSeed ?? seed, stream, o.dropoutRows),
          dropout,
        ) as tf.Tensor3D;
      }
      const [sequence, h, c] = runLstm(x, this.named.lstm(`${side}_${i + 1}`), initial?.[i] ?? null, true);
      x = sequence as tf.Tensor3D;
      return { h: h as tf.Tensor2D, c: c as tf.Tensor2D };
    });
    return { states: x, last: states };
  }

  /**
   * Scores of number `f` of the next step, [N, sizes[f]].
   * @param states [N, U], the decoder's top layer
   * @param before int32 [N, f or more]: the numbers of that step before it; null for the first. Without a chain they are not looked at
   */
  scores(f: number, states: tf.Tensor2D, before: tf.Tensor2D | null): tf.Tensor2D {
    const { sizes } = this.config;
    const seen = this.chained && before && f > 0 ? [multiHot(before, sizes.slice(0, f)) as tf.Tensor2D] : [];
    const input = tf.concat([states, ...seen], 1);
    const [kernel, bias] = ["kernel", "bias"].map((name) => this.named.get(`output_${f + 1}/${name}`));
    return dense(input, kernel as tf.Tensor2D, bias as tf.Tensor1D) as tf.Tensor2D;
  }

  /**
   * What each number of the notes costs, mean nats per note: their sum is the note's. On the gradient tape.
   * @returns with it the scores, [T · B, size] of each number, and the targets, int32 [T · B, numbers a step]
   */
  costs({ inputs, targets, counted }: Judged, o: CallOptions = {}) {
    const [encoder, decoder] = inputs.map((notes) => this.stepsOf(tf.transpose(notes)));
    const { last } = this.read("encoder", encoder, null, o);
    const { states } = this.read("decoder", decoder, last, o);
    const [T, B, U] = states.shape;
    const flat = tf.reshape(states, [T * B, U]) as tf.Tensor2D;
    const truth = tf.reshape(this.stepsOf(targets), [T * B, -1]) as tf.Tensor2D;
    const scores = this.config.sizes.map((_, f) => this.scores(f, flat, truth));
    const losses = scores.map((each, f) => crossEntropy(each, tf.slice(truth, [0, f], [-1, 1]), counted));
    return { losses, scores, truth };
  }

  /** What the training asks for. A note is right when all of its numbers are, each told the true ones before it. */
  judge(notes: Judged, o: CallOptions = {}): Judgement {
    const { losses, scores, truth } = this.costs(notes, o);
    const { counted } = notes;
    const accuracy = tf.tidy(() => {
      const likeliest = tf.stack(
        scores.map((each) => tf.argMax(each, 1).toInt()),
        1,
      );
      const right = tf.cast(tf.all(tf.equal(likeliest, truth), 1), "float32");
      if (!counted) return tf.mean(right) as tf.Scalar;
      return tf.div(tf.sum(tf.mul(right, tf.reshape(counted, [-1]))), tf.sum(counted)) as tf.Scalar;
    });
    return { loss: tf.addN(losses) as tf.Scalar, parts: losses, accuracy };
  }

  /** Steps for indices of the training windows, int32 [..., numbers a step]; the start symbol's is all -1. */
  private stepsOf(indices: tf.Tensor): tf.Tensor3D {
    const { sizes, steps } = this.config;
    const table = tf.tensor2d([sizes.map(() => -1), ...steps.map((row) => [...row])], undefined, "int32");
    return tf.gather(table as tf.Tensor, tf.add(indices, tf.scalar(1, "int32")).toInt()) as tf.Tensor3D;
  }

  dispose(): void {
    this.named.dispose();
  }
}
