/** The model's last layer: a dense layer without activation, from hidden states to one score per note of the vocabulary. */
import { op, type Precision, tf } from "../tensorflow";
import { implementationFor } from "./choice";
import { differentiable } from "./gradient";
import { glorotUniform, zeros } from "./initializers";
import { type CallOptions, Layer, type LayerConfig, swapBatchAndTime } from "./layer";

export interface LogitsConfig extends LayerConfig {
  vocabulary: number;
  /** Of the products. Default float32. */
  precision?: Precision;
  seed?: number;
  stream?: number;
}

/** Input [T, B, U]; output [B, T, V], or [T, B, V] with the call option `timeMajor`. */
export class Logits extends Layer {
  static readonly className = "Logits";
  kernel!: tf.LayerVariable;
  bias!: tf.LayerVariable;

  constructor(private readonly config: LogitsConfig) {
    super(config);
  }

  override build(inputShape: tf.Shape): void {
    const { vocabulary, seed = 0, stream = 0 } = this.config;
    this.kernel = this.weight("kernel", [inputShape[2]!, vocabulary], glorotUniform(seed, stream));
    this.bias = this.weight("bias", [vocabulary], zeros);
    super.build(inputShape);
  }

  override computeOutputShape([timesteps, batch]: tf.Shape): tf.Shape {
    return [batch, timesteps, this.config.vocabulary];
  }

  override call(inputs: tf.Tensor | tf.Tensor[], options: CallOptions): tf.Tensor {
    return tf.tidy(() => {
      const x = Array.isArray(inputs) ? inputs[0] : inputs;
      const [timesteps, batch, units] = x.shape;
      const flat = tf.reshape(x, [timesteps * batch, units]);
      const y = dense(flat, this.kernel.read() as tf.Tensor2D, this.bias.read() as tf.Tensor1D, this.config.precision);
      const logits = tf.reshape(y, [timesteps, batch, this.config.vocabulary]);
      return options.timeMajor ? logits : swapBatchAndTime(logits);
    });
  }

  override getConfig(): tf.serialization.ConfigDict {
    const { vocabulary, precision = "float32", seed = 0, stream = 0 } = this.config;
    return { ...super.getConfig(), vocabulary, precision, seed, stream };
  }
}
tf.serialization.registerClass(Logits as unknown as tf.serialization.SerializableConstructor<Logits>);

/** x [N, U] · kernel [U, V] + bias [V] -> [N, V], on the gradient tape. */
export function dense(
  x: tf.Tensor,
  kernel: tf.Tensor2D,
  bias: tf.Tensor1D,
  precision: Precision = "float32",
): tf.Tensor {
  const { product } = implementationFor({ part: "dense", units: [kernel.shape[0]], precision });
  return differentiable([x, kernel, bias], {
    forward: (save) => {
      save([x, kernel]);
      return [op("BiasAdd", [product(x, kernel, { precision }), bias])];
    },
    backward: ([dy], [input, weights]) => [
      () => product(dy, weights, { transposeB: true, precision }),
      () => product(input, dy, { transposeA: true, precision }),
      () => op("BiasAddGrad", [dy]),
    ],
  })[0];
}
