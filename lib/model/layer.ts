/** What this chapter's layers share: `tf.layers.Layer` with weights from our own initializers. */
import { tf } from "../tensorflow";
import type { Initializer } from "./initializers";

type LayerArguments = ConstructorParameters<typeof tf.layers.Layer>[0];
export type LayerConfig = NonNullable<LayerArguments>;

/** What a call may carry beside its inputs; TF.js hands it to every layer of a model. */
export interface CallOptions {
  /** True: dropout is on. */
  training?: boolean;
  /** Which dropout masks: an int32; the same seed gives the same masks. Default: new ones each call. */
  dropoutSeed?: number;
  /**
   * Which rows of a larger batch these are (axis 1 of [T, B, ·]): dropout then drops in them what it would drop in the
   * whole. Default: they are the whole.
   */
  dropoutRows?: { first: number; of: number };
  /** True: the model's output stays [T, B, ·] instead of [B, T, ·], which saves a copy. */
  timeMajor?: boolean;
}

export abstract class Layer extends tf.layers.Layer {
  /** A trainable float32 weight, named `<layer>/<name>`. */
  protected weight(name: string, shape: number[], initializer: Initializer): tf.LayerVariable {
    return this.addWeight(name, shape, "float32", initializer as unknown as Parameters<typeof this.addWeight>[3]);
  }
}

/** [A, B, ...] -> [B, A, ...]: batch-major to time-major and back, on the gradient tape. */
export function swapBatchAndTime<T extends tf.Tensor>(tensor: T): T {
  const [, , ...rest] = tensor.shape.map((_, axis) => axis);
  return tf.transpose(tensor, [1, 0, ...rest]);
}
