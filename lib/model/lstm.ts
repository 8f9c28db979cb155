/**
 * An LSTM layer that runs a whole window in few native calls, and its gradient too.
 *
 * The mathematics, the weights' layout and the gates' order are those of Keras's and TF.js's LSTM:
 * kernel [F, 4U], recurrentKernel [U, 4U], bias [4U], gates i, f, c, o, one bias vector. Only the
 * way of computing differs: all input projections of a window are one product (or, for notes
 * given as indices, one row lookup), and all weight gradients are one product each.
 */
import { tf, rows, type Precision } from "../tensorflow";
import { implementationFor } from "./choice";
import { differentiable } from "./gradient";
import { glorotUniform, unitForgetBias } from "./initializers";
import { type CallOptions, Layer, type LayerConfig, swapBatchAndTime } from "./layer";
import type { LstmInput, LstmState, LstmTrace, LstmWeights } from "./lstm-ops";
import { RecentCall } from "./recent-call";

export interface LstmConfig extends LayerConfig {
  units: number;
  /** Rows of the kernel when the inputs are indices. */
  vocabulary?: number;
  /** True: output the hidden state of every timestep. False: of none but the last. Default true. */
  returnSequences?: boolean;
  /** True: output the final hidden and cell state [B, U] as well. Default false. */
  returnState?: boolean;
  /** True: sequences of vectors, in and out, are [T, B, ·] instead of [B, T, ·]. Default false. */
  timeMajor?: boolean;
  /** Of the products. Default float32. */
  precision?: Precision;
  /** Seeds of the initial weights; int32. Default 0. */
  seed?: number;
  stream?: number;
}

/**
 * Inputs: x, or [x, h0, c0].
 *   x       int32 indices [B, T] (also when `timeMajor`), negative = the all-zero row; or float32 [B, T, F]
 *   h0, c0  initial states [B, U]; without them zeros
 * Outputs: the sequence [B, T, U] or the last hidden state [B, U]; with `returnState`, [that, hT, cT].
 */
export class Lstm extends Layer {
  static readonly className = "Lstm";
  readonly units: number;
  kernel!: tf.LayerVariable;
  recurrentKernel!: tf.LayerVariable;
  bias!: tf.LayerVariable;
  private readonly recent = new RecentCall();

  constructor(private readonly config: LstmConfig) {
    super(config);
    this.units = config.units;
  }

  override build(inputShape: tf.Shape | tf.Shape[]): void {
    const shape = firstShape(inputShape);
    const size = shape.length === 2 ? this.config.vocabulary : shape[2];
    if (!size)
      throw new Error(
        `The LSTM layer ${this.name} does not know how wide its input is; give vocabulary for indices, a fixed last dimension for vectors.`,
      );
    const { seed = 0, stream = 0 } = this.config;
    this.kernel = this.weight("kernel", [size, 4 * this.units], glorotUniform(seed, stream));
    this.recurrentKernel = this.weight(
      "recurrent_kernel",
      [this.units, 4 * this.units],
      glorotUniform(seed, stream + 1),
    );
    this.bias = this.weight("bias", [4 * this.units], unitForgetBias);
    super.build(inputShape);
  }

  override computeOutputShape(inputShape: tf.Shape | tf.Shape[]): tf.Shape | tf.Shape[] {
    const [first, second, ...features] = firstShape(inputShape);
    const swapped = this.config.timeMajor && features.length > 0;
    const batch = swapped ? second : first;
    const state: tf.Shape = [batch, this.units];
    const sequence: tf.Shape = this.config.timeMajor
      ? [swapped ? first : second, batch, this.units]
      : [batch, second, this.units];
    const output = this.config.returnSequences === false ? state : sequence;
    return this.config.returnState ? [output, state, state] : output;
  }

  override call(inputs: tf.Tensor | tf.Tensor[], _options: CallOptions): tf.Tensor | tf.Tensor[] {
    const list = Array.isArray(inputs) ? inputs : [inputs];
    const { kernel, recurrentKernel, bias } = this;
    const outputs = this.recent.reuse(
      list,
      [kernel, recurrentKernel, bias].map((weight) => weight.read()),
      () => this.run(list),
    );
    return this.config.returnState ? outputs : outputs[0];
  }

  private run([x, h0, c0]: tf.Tensor[]): tf.Tensor[] {
    const { timeMajor, returnState, returnSequences: sequences = true } = this.config;
    const outputs = runLstm(
      (timeMajor && x.rank === 3 ? x : swapBatchAndTime(x)) as LstmInput,
      { kernel: this.kernel.read(), recurrent: this.recurrentKernel.read(), bias: this.bias.read() } as LstmWeights,
      h0 ? { h: h0 as tf.Tensor2D, c: c0 as tf.Tensor2D } : null,
      sequences,
      this.config.precision,
    );
    const states = sequences ? outputs.slice(1) : outputs;
    const output = sequences && !timeMajor ? swapBatchAndTime(outputs[0]) : outputs[0];
    return returnState ? [sequences ? output : output.clone(), ...states] : [output];
  }

  override getConfig(): tf.serialization.ConfigDict {
    const { units, vocabulary, returnSequences, returnState, timeMajor, precision, seed, stream } = this.config;
    const known = { units, vocabulary, returnSequences, returnState, timeMajor, precision, seed, stream };
    return { ...super.getConfig(), ...JSON.parse(JSON.stringify(known)) };
  }
}
tf.serialization.registerClass(Lstm as unknown as tf.serialization.SerializableConstructor<Lstm>);

/**
 * An LSTM over a window, on the gradient tape.
 * @param input time-major: notes [T, B] or vectors [T, B, F]
 * @param initial null: zeros
 * @param sequences whether the hidden states [T, B, U] are wanted; without them nothing is spent on their gradient
 * @returns [h [T, B, U] (if wanted), hT [B, U], cT [B, U]]
 */
export function runLstm(
  input: LstmInput,
  weights: LstmWeights,
  initial: LstmState | null,
  sequences: boolean,
  precision: Precision = "float32",
): tf.Tensor[] {
  const inputs: tf.Tensor[] = [weights.kernel, weights.recurrent, weights.bias];
  if (initial) inputs.push(initial.h, initial.c);
  if (input.rank === 3) inputs.push(input);
  const [timesteps, batch] = input.shape;
  const units = weights.recurrent.shape[0];
  const implementation = implementationFor({ part: "lstm", units: [units], precision });
  const outputs = differentiable(inputs, {
    forward: (save) => {
      const trace = implementation.forward(input, weights, initial, precision);
      save([input, weights.kernel, weights.recurrent, weights.bias, trace.h, trace.c, ...trace.saved]);
      const last = [trace.h, trace.c].map((states) =>
        tf.reshape(rows(states, timesteps, timesteps + 1), [batch, units]),
      );
      return sequences ? [rows(trace.h, 1, timesteps + 1), ...last] : last;
    },
    // In a tidy of its own, and what was saved goes at once: memory peaks at one layer, not all.
    backward: (dys, saved) => {
      const [cT, hT, h = null] = [...dys].reverse() as [tf.Tensor2D, tf.Tensor2D, tf.Tensor3D?];
      const gradients = tf.tidy(() => {
        const [x, kernel, recurrent, bias, hs, cs, ...rest] = saved;
        const trace = { h: hs, c: cs, saved: rest } as LstmTrace;
        const g = implementation.backward(
          x as LstmInput,
          { kernel, recurrent, bias } as LstmWeights,
          trace,
          { h, hT, cT },
          precision,
        );
        const all: tf.Tensor[] = [g.kernel, g.recurrent, g.bias];
        if (initial) all.push(g.h0, g.c0);
        if (g.input) all.push(g.input);
        return all;
      });
      tf.dispose(saved);
      return gradients.map((gradient) => () => gradient);
    },
  });
  return [...outputs]; // a copy: the tape keeps the array itself
}

function firstShape(shape: tf.Shape | tf.Shape[]): tf.Shape {
  return Array.isArray(shape[0]) ? shape[0] : (shape as tf.Shape);
}
