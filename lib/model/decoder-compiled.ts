/** The decoder as ops of `native/`: the weights brought into the CPU's order once, then one op for all steps. */
import { boolAttribute, intAttribute, op, ops, tf } from "../tensorflow";
import type { Decoded, Decoder, DecoderWeights } from "./implementation";

export function compiledDecoder({ layers, kernel, bias, precision }: DecoderWeights, batch: number): Decoder {
  const n = layers.length;
  const attributes = [intAttribute("layers", n), boolAttribute("bfloat16_weights", precision === "bfloat16")];
  const packed = tf.tidy(() =>
    op(
      "LstmDecoderPack",
      [
        tf.scalar(batch, "int32"),
        ...layers.map((layer) => layer.kernel),
        ...layers.map(({ recurrent }) => recurrent),
        kernel,
      ],
      attributes,
    ),
  );
  const biases = layers.map((layer) => layer.bias);
  return (start, states, steps, draws) =>
    tf.tidy(() => {
      const { temperature, topK, topP } = draws?.sampling ?? { temperature: 1, topK: 1, topP: 1 };
      const [notes, logits, ...next] = ops(
        "LstmDecode",
        [
          tf.scalar(steps, "int32"),
          start,
          layers[0].kernel,
          packed,
          bias,
          draws?.chances ?? tf.tensor1d([], "float32"),
          tf.tensor1d([temperature, Math.min(topK, bias.shape[0]), topP]),
          ...biases,
          ...states.map(({ h }) => h),
          ...states.map(({ c }) => c),
        ],
        attributes,
        2 + 2 * n,
      ) as tf.Tensor2D[];
      return {
        notes,
        logits,
        states: layers.map((_, i) => ({ h: next[i], c: next[n + i] })),
      } as unknown as tf.TensorContainer;
    }) as unknown as Decoded;
}
