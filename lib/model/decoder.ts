/** A stack of LSTM layers and the dense layer above them, stepping on its own notes: what composing repeats. */
import { implementationFor } from "./choice";
import type { Decoder, DecoderWeights } from "./implementation";

/**
 * A decoder for `batch` sequences, by the implementation chosen for layers of that size. Within a tidy, and to be used
 * there: it may hold a copy of the weights, in the order in which the CPU reads them.
 */
export function makeDecoder(weights: DecoderWeights, batch: number): Decoder {
  const units = weights.layers.map(({ recurrent }) => recurrent.shape[0]);
  return implementationFor({ part: "decoder", units, batch }).decoder(weights, batch);
}
