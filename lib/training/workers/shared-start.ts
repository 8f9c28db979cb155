/** All ranks begin where rank 0 is: weights, optimizer and position go from it to the others, who need no disk for it. */
import type { Trainable } from "../../model";
import { tf } from "../../tensorflow";
import type { Adam } from "../adam";
import type { Position } from "../position";
import type { Group } from "./group";

export interface Start extends Position {
  /** The run's last epoch. */
  epochs: number;
}

/** Where rank 0's run stands, told to all. @param start rank 0's; what the others pass does not count */
export function sharePosition(group: Group, start: Start): Start {
  const [[epoch, step, epochs]] = group.gather([start.epoch, start.step, start.epochs]);
  return { epoch, step, epochs };
}

/** Rank 0's weights and moments become everybody's. */
export function shareState(group: Group, model: Trainable, adam: Adam): void {
  const [[steps]] = group.gather([adam.step]);
  const first = group.rank === 0;
  const fromFirst = (own: tf.Tensor | undefined, size: number): tf.Tensor1D =>
    tf.tidy(() => group.sum(first && own ? own.flatten() : tf.zeros([size])));
  for (const { variable } of model.weights) {
    const shared = fromFirst(variable, variable.size);
    if (!first) tf.tidy(() => variable.assign(shared.reshape(variable.shape)));
    shared.dispose();
  }
  if (steps === 0) return;
  const known = new Map((first ? adam.state() : []).map(({ name, data }) => [name, data]));
  const state: { name: string; data: Float32Array }[] = [{ name: "step", data: Float32Array.of(steps) }];
  for (const { name, variable } of model.weights) {
    for (const moment of [`${name}/m`, `${name}/v`]) {
      const own = known.get(moment);
      const shared = tf.tidy(() => fromFirst(own && tf.tensor1d(own), variable.size));
      state.push({ name: moment, data: shared.dataSync<"float32">() });
      shared.dispose();
    }
  }
  if (!first) adam.setState(state);
}
