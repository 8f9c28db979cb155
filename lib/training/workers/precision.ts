/** How exactly the ranks' gradients are added. */
import type { Precision } from "../../tensorflow";

/**
 * The environment's REDUCE, as `--reduce` sets it: float32 (default), or bfloat16, which is half the bytes a step.
 * @throws Error when it is something else
 */
export function precisionFrom({ REDUCE }: NodeJS.ProcessEnv = process.env): Precision {
  if (!REDUCE || REDUCE === "float32") return "float32";
  if (REDUCE === "bfloat16") return REDUCE;
  throw new Error(`Gradients are reduced in float32 or bfloat16 (--reduce, REDUCE), not in "${REDUCE}".`);
}
