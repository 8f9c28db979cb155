/** How exactly the ranks' gradients are added. */
import type { Precision } from "../../tensorflow";
import { type Reduction, summing } from "../reduction";
import type { Group } from "./group";

/**
 * The environment's REDUCE, as `--reduce` sets it: float32 (default), or bfloat16, which is half the bytes a step.
 * @throws Error when it is something else
 */
export function precisionFrom({ REDUCE }: NodeJS.ProcessEnv = process.env): Precision {
  if (!REDUCE || REDUCE === "float32") return "float32";
  if (REDUCE === "bfloat16") return REDUCE;
  throw new Error(`Gradients are reduced in float32 or bfloat16 (--reduce, REDUCE), not in "${REDUCE}".`);
}

/** Adds over the group's ranks: the gradients in its precision; loss, accuracy and notes in float32 always. */
export function reductionOver(group: Group): Reduction {
  const { precision } = group;
  if (precision === "float32") return summing((own) => group.sum(own));
  return summing(
    (own) => group.sum(own),
    (own) => group.sum(own, undefined, precision),
  );
}
