/** A model's weights as few bytes: bfloat16, the upper half of a float32 (8 significant bits), one weight after the other. */
import { tf } from "../tensorflow";
import type { Trainable } from "./trainable";

type Weighted = Pick<Trainable, "weights" | "parameters">;

/** Two bytes a number, in the order of `model.weights`, little-endian. */
export function packWeights(model: Weighted): Uint8Array {
  const packed = new DataView(new ArrayBuffer(2 * model.parameters));
  let at = 0;
  for (const { variable } of model.weights) {
    const values = variable.dataSync<"float32">();
    const bits = new Uint32Array(values.slice().buffer);
    // To the nearest; what is half way goes to the even one.
    for (const b of bits) packed.setUint16(2 * at++, ((b + 0x7fff + ((b >>> 16) & 1)) >>> 16) & 0xffff, true);
  }
  return new Uint8Array(packed.buffer);
}

/** Gives a model the weights of {@link packWeights}. @throws Error when they are not as many as the model has. */
export function unpackWeights(model: Weighted, packed: Uint8Array): void {
  if (packed.length !== 2 * model.parameters) {
    throw new Error(`${packed.length} bytes of weights for a model of ${model.parameters} numbers; make them anew.`);
  }
  const view = new DataView(packed.buffer, packed.byteOffset, packed.length);
  let at = 0;
  for (const { variable } of model.weights) {
    const bits = Uint32Array.from({ length: variable.size }, () => view.getUint16(2 * at++, true) << 16);
    tf.tidy(() => variable.assign(tf.tensor(new Float32Array(bits.buffer), variable.shape)));
  }
}
