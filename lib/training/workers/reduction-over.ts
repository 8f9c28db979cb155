/** The reduction of a group's training. */
import type { Trainable } from "../../model";
import { bucketsOf, gradientOrder } from "../buckets";
import type { Reduction } from "../reduction";
import { summing } from "../summing";
import type { Group } from "./group";

/**
 * Adds over the group's ranks: the gradients in its precision; loss, accuracy and notes in float32 always. What the upper
 * layers have learned travels while the backward pass is still at the lower ones.
 */
export function reductionOver(group: Group, model: Trainable): Reduction {
  const sizes = model.weights.map(({ variable }) => variable.size);
  const { precision, bucket } = group;
  return summing({
    sum: (own) => group.begin(own),
    ...(precision !== "float32" && { gradientSum: (own) => group.begin(own, undefined, precision) }),
    buckets: bucketsOf(sizes, gradientOrder(model), bucket),
  });
}
