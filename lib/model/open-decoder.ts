/** Opens a model for composing: whatever it is, a search sees a {@link StepDecoder}. */
import type { Precision, tf } from "../tensorflow";
import { openMultivariate } from "./multivariate-decoder";
import { MultivariateModel } from "./multivariate-model";
import { openPointer } from "./pointer-decoder";
import { PointerModel } from "./pointer-model";
import type { Seq2Seq } from "./seq2seq";
import { type DecoderState, openSeq2Seq, type StepDecoder } from "./step-decoder";

/** Whatever can be opened. */
export type Composer = Seq2Seq | PointerModel | MultivariateModel;

/**
 * Lets the model read `prompts`, int32 [B, T], and opens it for what follows: the article's by the states that its encoder
 * leaves its decoder, a {@link PointerModel} where it has arrived. To a {@link MultivariateModel} the numbers of all steps
 * are one row, and it is asked for one number after the other.
 *
 * To be used within a tidy: the decoder may hold a copy of the weights in the order in which the CPU reads them.
 * @param width rows for each prompt, side by side: the state has B × width rows, all of a prompt equal
 * @param weights as which the article's decoder keeps its kernels: bfloat16 halves what each step reads
 */
export function openDecoder(
  model: Composer,
  prompts: tf.Tensor2D,
  width = 1,
  weights: Precision = "float32",
): { decoder: StepDecoder; state: DecoderState } {
  if (model instanceof MultivariateModel) return openMultivariate(model, prompts, width);
  return model instanceof PointerModel
    ? openPointer(model, prompts, width)
    : openSeq2Seq(model, prompts, width, weights);
}
