/** A {@link MultivariateModel} as a search sees it: each number of a note is a choice of its own. */
import { tf } from "../tensorflow";
import type { LstmState } from "./lstm-ops";
import type { MultivariateModel } from "./multivariate-model";
import { type DecoderState, likeliestBySteps, repeated, selectRows, type StepDecoder } from "./step-decoder";

/** Added to the scores of values that the number in question cannot have. */
const NEVER = -1e9;

/**
 * What the model carries: the step in the making, int32 [B, 1 + numbers chosen] (a first column keeps it from being empty);
 * the top layer's state after the last whole step, [B, U]; and the states of all layers.
 */
interface Carried {
  chosen: tf.Tensor2D;
  top: tf.Tensor2D;
  states: LstmState[];
}

/**
 * Lets the encoder read `prompts`, int32 [B, T × numbers a step], and opens the decoder. To be used within a tidy.
 * @param width rows for each prompt, side by side
 * @throws Error when a prompt is not of whole steps
 */
export function openMultivariate(
  model: MultivariateModel,
  prompts: tf.Tensor2D,
  width: number,
): { decoder: StepDecoder; state: DecoderState } {
  const { sizes } = model.config;
  const [B, numbers] = prompts.shape;
  const F = sizes.length;
  if (numbers % F !== 0) throw new Error(`A prompt of ${numbers} numbers is not of whole notes, ${F} numbers each.`);
  const steps = tf.transpose(tf.reshape(prompts, [B, numbers / F, F]), [1, 0, 2]) as tf.Tensor3D;
  const { last } = model.read("encoder", steps, null);
  // All but the last number of the start symbol, which a search gives first.
  const chosen = tf.fill([B, F], -1, "int32") as tf.Tensor2D;
  const state = packed({ chosen, top: tf.zerosLike(last[last.length - 1].h), states: last });
  return { decoder: decoderOf(model), state: selectRows(state, repeated(B, width)) };
}

function decoderOf(model: MultivariateModel): StepDecoder {
  const { vocabulary, config } = model;
  const step: StepDecoder["step"] = (state, numbers) =>
    tf.tidy(() => {
      const carried = after(model, unpacked(state), numbers);
      const f = carried.chosen.shape[1] - 1;
      const scores = model.scores(f, carried.top, f > 0 ? made(carried) : null);
      const nothing: [number, number] = [0, 0];
      const all = tf.pad(scores, [nothing, [0, vocabulary - config.sizes[f]]], NEVER);
      return { scores: all, state: packed(carried) } as unknown as tf.TensorContainer;
    }) as unknown as ReturnType<StepDecoder["step"]>;
  return { vocabulary, step, likeliest: likeliestBySteps(step) };
}

/** What is carried once these numbers, int32 [B], were chosen: the decoder reads a step when it is whole. */
function after(model: MultivariateModel, { chosen, top, states }: Carried, numbers: tf.Tensor1D): Carried {
  const longer = tf.concat([chosen, tf.expandDims(numbers.toInt(), 1)], 1) as tf.Tensor2D;
  if (longer.shape[1] - 1 < model.config.sizes.length) {
    // Tensors of its own: the state before may be disposed of.
    return { chosen: longer, top: top.clone(), states: states.map(({ h, c }) => ({ h: h.clone(), c: c.clone() })) };
  }
  const read = model.read("decoder", tf.expandDims(made({ chosen: longer }), 0), states);
  return { chosen: tf.slice(longer, [0, 0], [-1, 1]), top: tf.squeeze(read.states, [0]), states: read.last };
}

/** The numbers chosen so far, int32 [B, 1 or more]. */
function made({ chosen }: Pick<Carried, "chosen">): tf.Tensor2D {
  return tf.slice(chosen, [0, 1], [-1, chosen.shape[1] - 1]);
}

function packed({ chosen, top, states }: Carried): DecoderState {
  return { tensors: [chosen, top, ...states.flatMap(({ h, c }) => [h, c])] };
}

function unpacked({ tensors: [chosen, top, ...rest] }: DecoderState): Carried {
  const states = rest.filter((_, i) => i % 2 === 0).map((h, i) => ({ h, c: rest[2 * i + 1] }) as LstmState);
  return { chosen: chosen as tf.Tensor2D, top: top as tf.Tensor2D, states };
}
