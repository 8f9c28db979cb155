/** A {@link PointerModel} as a search sees it: it reads on, and keeps what it may point back at. */
import { tf } from "../tensorflow";
import { attention } from "./attention";
import { startOf } from "./notes";
import type { PointerModel, Reading } from "./pointer-model";
import { type DecoderState, likeliestBySteps, type StepDecoder } from "./step-decoder";

/**
 * What the model carries: the note it has not read yet ("next", for a search begins with the start symbol), where it is, the
 * keys of the states so far, and which notes followed them (one fewer: what follows the last is being asked).
 */
interface Carried extends Reading {
  next: tf.Tensor1D;
  keys: tf.Tensor3D;
  followed: tf.Tensor2D;
}

/**
 * Lets the model read `prompts`, int32 [B, T], and opens it for what follows. To be used within a tidy.
 * @param width rows for each prompt, side by side
 */
export function openPointer(
  model: PointerModel,
  prompts: tf.Tensor2D,
  width: number,
): { decoder: StepDecoder; state: DecoderState } {
  const all =
    width === 1
      ? prompts
      : (tf.reshape(tf.tile(tf.expandDims(prompts, 1), [1, width, 1]), [-1, prompts.shape[1]]) as tf.Tensor2D);
  const [rows, T] = all.shape;
  const read = tf.concat([tf.expandDims(startOf(rows), 1), tf.slice(all, [0, 0], [rows, T - 1])], 1) as tf.Tensor2D;
  const { states, reading } = model.read(read, model.start(rows));
  const state = packed({
    ...reading,
    next: tf.reshape(tf.slice(all, [0, T - 1], [rows, 1]), [rows]),
    keys: model.pointer ? model.projected(states, "key") : tf.zeros([rows, 0, 1]),
    followed: tf.slice(all, [0, 0], [rows, T - 1]),
  });
  return { decoder: decoderOf(model), state };
}

function decoderOf(model: PointerModel): StepDecoder {
  const step: StepDecoder["step"] = (state, notes) =>
    tf.tidy(() => {
      const before = unpacked(model, state);
      const own = tf.where(tf.less(notes, 0), before.next, notes) as tf.Tensor1D;
      const { states, reading } = model.read(tf.expandDims(own, 1), before);
      const followed = tf.concat([before.followed, tf.expandDims(own, 1)], 1) as tf.Tensor2D;
      let scores = model.logits(states);
      let { keys } = before;
      if (model.pointer) {
        const weights = attention(model.projected(states, "query"), model.withSentinel(keys));
        scores = model.mixed(scores, weights, followed);
        keys = tf.concat([keys, model.projected(states, "key")], 1);
      }
      const next = packed({ ...reading, next: own, keys, followed });
      return { scores: tf.squeeze(scores, [1]), state: next } as unknown as tf.TensorContainer;
    }) as unknown as ReturnType<StepDecoder["step"]>;
  return {
    vocabulary: model.vocabulary,
    step,
    likeliest: likeliestBySteps(step),
  };
}

function packed({ next, position, keys, followed, states }: Carried): DecoderState {
  return { tensors: [next, position.pitch, position.onset, keys, followed, ...states.flatMap(({ h, c }) => [h, c])] };
}

function unpacked({ config }: PointerModel, { tensors }: DecoderState): Carried {
  const [next, pitch, onset, keys, followed, ...states] = tensors as tf.Tensor2D[];
  return {
    next: next as unknown as tf.Tensor1D,
    position: { pitch: pitch as unknown as tf.Tensor1D, onset: onset as unknown as tf.Tensor1D },
    keys: keys as unknown as tf.Tensor3D,
    followed,
    states: config.units.map((_, i) => ({ h: states[2 * i], c: states[2 * i + 1] })),
  };
}
