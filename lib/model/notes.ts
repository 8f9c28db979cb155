/** Notes as tensors. */
import { START } from "../encoding";
import { tf } from "../tensorflow";

/** The start symbol for so many rows, int32 [rows]. */
export function startOf(rows: number): tf.Tensor1D {
  return tf.fill([rows], START, "int32") as tf.Tensor1D;
}
