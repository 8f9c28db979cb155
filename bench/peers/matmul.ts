/** How fast this machine multiplies large square matrices: TensorFlow's product, and ours where it is compiled. */
import { compiled } from "../../lib/model";
import { boolAttribute, DataType, handleOf, raw, release, typeAttribute, tf } from "../../lib/tensorflow";
import type { Precision } from "../workload";
import { serve } from "./serve";

const type = { float32: DataType.float32, bfloat16: DataType.bfloat16 };

/** Two matrices of TensorFlow's own in that precision, as handles. */
function factors(matrices: tf.Tensor2D[], precision: Precision): number[] {
  const cast = [
    typeAttribute("SrcT", DataType.float32),
    typeAttribute("DstT", type[precision]),
    boolAttribute("Truncate", false),
  ];
  return matrices.map((matrix) => raw("Cast", cast, [handleOf(matrix)])[0]);
}

void serve({
  /** Times float32 products of size × size; for bfloat16, TensorFlow's of bfloat16 matrices and ours with bfloat16 inside. */
  matmul({
    library,
    size,
    precision,
    seconds,
  }: {
    library: string;
    size: number;
    precision: Precision;
    seconds: number;
  }) {
    return tf.tidy(() => {
      const matrices = [1, 2].map((seed) => tf.randomNormal<tf.Rank.R2>([size, size], 0, 1, "float32", seed));
      const handles = factors(matrices, precision);
      const attributes = [
        boolAttribute("transpose_a", false),
        boolAttribute("transpose_b", false),
        typeAttribute("T", type[precision]),
      ];
      const multiply =
        library === "ours"
          ? () => compiled.product(matrices[0], matrices[1], { precision }).dispose()
          : () => release(...raw("MatMul", attributes, handles));
      multiply();
      const start = performance.now();
      let [times, elapsed] = [0, 0];
      for (; elapsed < seconds; elapsed = (performance.now() - start) / 1000) {
        multiply();
        times++;
      }
      release(...handles);
      return { gflops: (2 * size ** 3 * times) / elapsed / 1e9 } as unknown as tf.TensorContainer;
    }) as object;
  },
});
