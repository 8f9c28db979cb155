/** The arrays that a model's weights are made of: their names, as in `lib/model`, and their sizes, in a fixed order. */
import type { PlainLayer, PlainWeights } from "./plain-model";

export interface ModelShape {
  /** Units of each LSTM layer, bottom first; encoder and decoder alike. */
  units: readonly number[];
  /** Pseudo-notes. */
  vocabulary: number;
}

export interface ArrayShape {
  /** "encoder_1/kernel" */
  name: string;
  rows: number;
  columns: number;
}

/** Every array of such a model. A bias is a matrix of one row. */
export function arrayShapes({ units, vocabulary }: ModelShape): ArrayShape[] {
  const layers = ["encoder", "decoder"].flatMap((side) =>
    units.flatMap((u, i) => {
      const name = `${side}_${i + 1}`;
      return [
        { name: `${name}/kernel`, rows: i === 0 ? vocabulary : units[i - 1], columns: 4 * u },
        { name: `${name}/recurrent_kernel`, rows: u, columns: 4 * u },
        { name: `${name}/bias`, rows: 1, columns: 4 * u },
      ];
    }),
  );
  return [
    ...layers,
    { name: "logits/kernel", rows: units[units.length - 1], columns: vocabulary },
    { name: "logits/bias", rows: 1, columns: vocabulary },
  ];
}

/** The weights of a model whose arrays are these. @throws Error when one is missing or has another size. */
export function weightsFrom(
  arrays: ReadonlyMap<string, Float32Array>,
  shape: ModelShape,
  states?: PlainWeights["states"],
): PlainWeights {
  for (const { name, rows, columns } of arrayShapes(shape)) {
    const length = arrays.get(name)?.length;
    if (length !== rows * columns) {
      throw new Error(
        `These are not the weights of such a model: ${name} has ${length ?? "no"} of ${rows * columns} values.`,
      );
    }
  }
  const array = (name: string): Float32Array => arrays.get(name)!;
  const stack = (side: string): PlainLayer[] =>
    shape.units.map((_, i) => {
      const name = `${side}_${i + 1}`;
      return {
        kernel: array(`${name}/kernel`),
        recurrent: array(`${name}/recurrent_kernel`),
        bias: array(`${name}/bias`),
      };
    });
  const logits = { kernel: array("logits/kernel"), bias: array("logits/bias") };
  return { encoder: stack("encoder"), decoder: stack("decoder"), logits, states };
}
