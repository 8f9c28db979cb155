/** A table of vectors, one row for each thing that there is. */
import { DataType, op, tf, typeAttribute } from "../tensorflow";
import { differentiable } from "./gradient";

const SUM = [
  typeAttribute("T", DataType.float32),
  typeAttribute("Tindices", DataType.int32),
  typeAttribute("Tnumsegments", DataType.int32),
];

/**
 * For each place the sum of several rows of the table, [..., W], on the gradient tape.
 * @param table [R, W]
 * @param indices int32 [..., n], from 0 to R − 1
 */
export function embedded(table: tf.Tensor2D, indices: tf.Tensor): tf.Tensor {
  const [R, W] = table.shape;
  const n = indices.shape[indices.rank - 1];
  const places = indices.shape.slice(0, -1);
  return differentiable([table], {
    forward: (save) => {
      save([indices]);
      return [tf.sum(tf.gather(table, indices), indices.rank - 1)];
    },
    backward: ([dy], [rows]) => [
      () => {
        const each = tf.tile(tf.reshape(dy, [-1, 1, W]), [1, n, 1]);
        return op(
          "UnsortedSegmentSum",
          [tf.reshape(each, [-1, W]), tf.reshape(rows, [-1]), tf.scalar(R, "int32")],
          SUM,
        );
      },
    ],
  })[0].reshape([...places, W]);
}
