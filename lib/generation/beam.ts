/**
 * Beam search (Lowerre 1976; Sutskever et al. 2014): of all continuations of the sequences kept so far, the `width`
 * likeliest are kept. It finds likelier pieces than argmax does, which looks at one note at a time.
 */
import { disposeState, selectRows, startOf } from "../model";
import { boolAttribute, DataType, ops, tf, typeAttribute } from "../tensorflow";
import type { Strategy } from "./strategy";

export interface BeamOptions {
  /** Sequences kept for each prompt, from 1; 1 is argmax. Default 4. */
  width?: number;
}

/**
 * The likeliest of `width` sequences. All have one length, so that their probabilities can be compared as they are.
 * @throws Error when the width is not a whole number from 1.
 */
export function beam({ width = 4 }: BeamOptions = {}): Strategy {
  if (!(Number.isInteger(width) && width >= 1)) {
    throw new Error(`A beam of ${width} sequences is not possible; give a whole number from 1.`);
  }
  return {
    width,
    search(decoder, initial, { length }) {
      const { vocabulary: V } = decoder;
      const prompts = initial.tensors[0].shape[0] / width;
      // At first a prompt's rows are equal: only the first counts, or all beams would be the same.
      let total = tf.tensor2d(
        Float32Array.from({ length: prompts * width }, (_, row) => (row % width === 0 ? 0 : -Infinity)),
        [prompts, width],
      );
      let state = selectRows(initial, tf.range(0, prompts * width, 1, "int32"));
      let notes = startOf(prompts * width);
      const steps: { parents: Int32Array; notes: Int32Array }[] = [];
      for (let t = 0; t < length; t++) {
        const next = decoder.step(state, notes);
        const [best, parents, chosen] = tf.tidy(() => {
          const logProbabilities = tf.reshape(tf.logSoftmax(next.scores), [prompts, width, V]);
          const all = tf.reshape(tf.add(logProbabilities, tf.expandDims(total, 2)), [prompts, width * V]);
          const [values, places] = topK(all as tf.Tensor2D, width);
          const parent = tf.floorDiv(places, tf.scalar(V, "int32"));
          const ofPrompt = tf.expandDims(tf.mul(tf.range(0, prompts, 1, "int32"), tf.scalar(width, "int32")), 1);
          return [
            values,
            tf.reshape(tf.add(parent, ofPrompt), [prompts * width]),
            tf.reshape(tf.mod(places, tf.scalar(V, "int32")), [prompts * width]),
          ];
        }) as [tf.Tensor2D, tf.Tensor1D, tf.Tensor1D];
        steps.push({ parents: parents.dataSync<"int32">(), notes: chosen.dataSync<"int32">() });
        tf.dispose([total, notes, next.scores]);
        disposeState(state);
        [total, notes] = [best, chosen];
        state = selectRows(next.state, parents);
        disposeState(next.state);
        parents.dispose();
      }
      return tf.tensor2d(likeliest(steps, prompts, width), [length, prompts], "int32");
    },
  };
}

/** The k largest of each row and their places, largest first; of equal ones the lower place. */
function topK(values: tf.Tensor2D, k: number): [tf.Tensor2D, tf.Tensor2D] {
  const attributes = [boolAttribute("sorted", true), typeAttribute("T", DataType.float32)];
  return ops("TopKV2", [values, tf.scalar(k, "int32")], attributes, 2) as [tf.Tensor2D, tf.Tensor2D];
}

/** Each prompt's first row at the end, followed back to the start: [steps, prompts] in row order. */
function likeliest(
  steps: readonly { parents: Int32Array; notes: Int32Array }[],
  prompts: number,
  width: number,
): Int32Array {
  const out = new Int32Array(steps.length * prompts);
  for (let p = 0; p < prompts; p++) {
    let row = p * width;
    for (let t = steps.length - 1; t >= 0; t--) {
      out[t * prompts + p] = steps[t].notes[row];
      row = steps[t].parents[row];
    }
  }
  return out;
}
