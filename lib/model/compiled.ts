/**
 * Our own ops (`native/`), which the set-up compiles into the addon. What they gain: the recurrent kernel is brought
 * into the CPU's order once per window and not once per timestep; each core keeps its own units for the whole window
 * and makes their gates and states in one pass; composing is one op for a whole melody; and the products are made for
 * the CPU's widest instructions (`native/README.md`).
 */
import { boolAttribute, op, type ProductOptions, tf } from "../tensorflow";
import { compiledDecoder } from "./decoder-compiled";
import type { Implementation } from "./implementation";
import { compiledLstm } from "./lstm-compiled";

/** The ops take the units in blocks of 32. */
const BLOCK = 32;

let known: boolean | undefined;

/** Whether the addon was built with them: tried once. */
function present(): boolean {
  known ??= tf.tidy(() => {
    try {
      product(tf.ones([1, 1]), tf.ones([1, 1]));
      return true;
    } catch {
      return false;
    }
  });
  return known;
}

function product(a: tf.Tensor, b: tf.Tensor, options: ProductOptions = {}): tf.Tensor2D {
  const { transposeA = false, transposeB = false, precision } = options;
  return op<tf.Tensor2D>(
    "Product",
    [a, b],
    [
      boolAttribute("transpose_a", transposeA),
      boolAttribute("transpose_b", transposeB),
      boolAttribute("mixed_precision", precision === "bfloat16"),
    ],
  );
}

export const compiled: Implementation = {
  name: "compiled",
  present,
  fits: (units) => units % BLOCK === 0,
  ...compiledLstm,
  product,
  decoder: compiledDecoder,
};
