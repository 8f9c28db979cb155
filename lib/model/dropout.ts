/**
 * Dropout (Srivastava et al. 2014): in training each value is zeroed with probability `rate` and
 * the rest scaled by 1 / (1 - rate). The mask is a function of (seed, layer), drawn by TensorFlow,
 * so that a training run that is resumed drops what the uninterrupted one would have dropped.
 */
import { tf, DataType, op, typeAttribute } from "../tensorflow";
import { differentiable } from "./gradient";
import { seededUniform } from "./initializers";
import { type CallOptions, Layer, type LayerConfig } from "./layer";

/** True where a value is kept: bool, of the given shape. `stream` tells one layer from the next. */
export function dropoutMask(shape: number[], rate: number, seed: number, stream: number): tf.Tensor {
  return tf.tidy(() => tf.greaterEqual(seededUniform(shape, seed, stream), rate));
}

/**
 * The mask of a whole batch, [T, of, ·], or its rows from `first` on: as many as `shape` [T, B, ·] has. Of masks that are
 * alike but for T, the shorter is the longer's beginning: a slice of shorter melodies drops what the whole would have.
 */
export function maskFor(
  shape: number[],
  rate: number,
  seed: number,
  stream: number,
  rows?: CallOptions["dropoutRows"],
): tf.Tensor {
  if (!rows || rows.of === shape[1]) return dropoutMask(shape, rate, seed, stream);
  const [timesteps, batch, ...features] = shape;
  const whole = dropoutMask([timesteps, rows.of, ...features], rate, seed, stream);
  return tf.slice(whole, [0, rows.first], [timesteps, batch]);
}

/** x with the values outside `mask` zeroed and the others scaled; the gradient likewise. */
export function applyDropout(x: tf.Tensor, mask: tf.Tensor, rate: number): tf.Tensor {
  const keep = (values: tf.Tensor, kept: tf.Tensor) =>
    op("SelectV2", [kept, tf.mul(values, 1 / (1 - rate)), tf.scalar(0)], [typeAttribute("T", DataType.float32)]);
  return differentiable([x], {
    forward: (save) => {
      save([mask]);
      return [keep(x, mask)];
    },
    backward: ([dy], [kept]) => [() => keep(dy, kept)],
  })[0];
}

export interface DropoutConfig extends LayerConfig {
  /** Share of values dropped, in [0, 1). */
  rate: number;
  stream?: number;
  /** Seed of the masks when a call brings none. */
  seed?: number;
}

export class Dropout extends Layer {
  static readonly className = "SeededDropout";
  private calls = 0;

  constructor(private readonly config: DropoutConfig) {
    super(config);
    if (!(config.rate >= 0 && config.rate < 1))
      throw new Error(`A dropout rate of ${config.rate} is not possible; take one from 0 to below 1.`);
  }

  override computeOutputShape(inputShape: tf.Shape): tf.Shape {
    return inputShape;
  }

  override call(inputs: tf.Tensor | tf.Tensor[], options: CallOptions): tf.Tensor {
    const x = Array.isArray(inputs) ? inputs[0] : inputs;
    const { rate, stream = 0, seed = 0 } = this.config;
    if (!options.training || rate === 0) return x.clone();
    const callSeed = options.dropoutSeed ?? (seed + 7919 * ++this.calls) % 2 ** 31;
    return tf.tidy(() => applyDropout(x, maskFor(x.shape, rate, callSeed, stream, options.dropoutRows), rate));
  }

  override getConfig(): tf.serialization.ConfigDict {
    const { rate, stream = 0, seed = 0 } = this.config;
    return { ...super.getConfig(), rate, stream, seed };
  }
}
tf.serialization.registerClass(Dropout as unknown as tf.serialization.SerializableConstructor<Dropout>);
