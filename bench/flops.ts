/** How many operations the model's products need: what a machine of a given matrix speed cannot beat. */

export interface ModelSize {
  vocabulary: number;
  /** Units of each LSTM layer, bottom first; encoder and decoder alike. */
  units: readonly number[];
}

export interface Flops {
  /** Hidden state times recurrent kernel, 2·U·4U a layer. */
  recurrent: number;
  /** Output of the layer below times kernel, 2·Uᵢ₋₁·4Uᵢ. */
  between: number;
  /** Hidden state times the output layer's kernel, 2·U·V. */
  dense: number;
  /** One-hot note times the first layer's kernel, 2·V·4U. A row lookup needs none of it. */
  oneHot: number;
  total: number;
}

/**
 * Of one training step, per note (a timestep of a window, encoder and decoder together).
 * Each product counts three times: forward, gradient of its input, gradient of its weights. The one-hot input has no
 * gradient, so it counts twice. A multiplication and an addition are two operations; what is no product (gates,
 * dropout, softmax, Adam) is left out.
 */
export function trainingFlops({ vocabulary, units }: ModelSize): Flops {
  const side = stackFlops(units);
  const bothSides = 2;
  return sum({
    recurrent: 3 * bothSides * side.recurrent,
    between: 3 * bothSides * side.between,
    dense: 3 * 2 * units[units.length - 1] * vocabulary,
    oneHot: 2 * bothSides * 2 * vocabulary * 4 * units[0],
  });
}

/** Of one generated note: the decoder, forward. The encoder's window before it is left out. */
export function generationFlops({ vocabulary, units }: ModelSize): Flops {
  return sum({
    ...stackFlops(units),
    dense: 2 * units[units.length - 1] * vocabulary,
    oneHot: 2 * vocabulary * 4 * units[0],
  });
}

/** Notes per second at `gflops` 10⁹ operations per second, of one who looks notes up instead of multiplying with them. */
export function limitOf(flops: Flops, gflops: number): number {
  return (gflops * 1e9) / (flops.total - flops.oneHot);
}

function stackFlops(units: readonly number[]): { recurrent: number; between: number } {
  return {
    recurrent: units.reduce((flops, u) => flops + 2 * u * 4 * u, 0),
    between: units.slice(1).reduce((flops, u, i) => flops + 2 * units[i] * 4 * u, 0),
  };
}

function sum(parts: Omit<Flops, "total">): Flops {
  return { ...parts, total: parts.recurrent + parts.between + parts.dense + parts.oneHot };
}
