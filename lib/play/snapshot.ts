/** From the model that trains to the one that plays. */
import type { Seq2Seq } from "../model";
import { packSnapshot } from "./play-model";
import type { Bits } from "./packed-matrix";
import { type ModelShape, weightsFrom } from "./weight-arrays";
import { PlainModel } from "./plain-model";

export function shapeOf({ config }: Seq2Seq): ModelShape {
  return { units: config.units, vocabulary: config.vocabulary };
}

/** A copy of the model's arrays by their names. */
export function arraysOf(model: Seq2Seq): Map<string, Float32Array> {
  return new Map(model.weights.map(({ name, variable }) => [name, variable.dataSync<"float32">().slice()]));
}

/** The model's weights as they are now, packed. @throws Error when one is not finite. */
export function snapshotOf(model: Seq2Seq, bits: Bits): Uint8Array {
  return packSnapshot(arraysOf(model), shapeOf(model), bits);
}

/** The same model in plain TypeScript, weights as they are now. */
export function plainModelOf(model: Seq2Seq): PlainModel {
  return new PlainModel(weightsFrom(arraysOf(model), shapeOf(model), model.config.states));
}
