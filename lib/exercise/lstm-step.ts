/** One step of an LSTM layer in plain numbers, right or with one of the usual mistakes: what exercises are held against. */

/** Of a layer of U units, each of length U. */
export interface StepState {
  h: number[];
  c: number[];
}

/** As Keras and `Lstm` keep them, the gates side by side in the order i, f, g, o: kernel [n, 4U], recurrent [U, 4U], bias [4U]. */
export interface StepWeights {
  kernel: number[][];
  recurrent: number[][];
  bias: number[];
}

/** How a step may go wrong. */
export interface StepMistakes {
  /** Where i, f, g and o are taken from. */
  order?: readonly [number, number, number, number];
  /** What makes the candidate of its sum. */
  candidate?: (sum: number) => number;
  /** What is shown of the cell state. */
  shown?: (c: number) => number;
  /** How much of the recurrent product is taken, 0 or 1. */
  recurrent?: number;
}

export const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x));

/** Σ rows[k][column] · vector[k] */
const product = (vector: readonly number[], rows: readonly number[][], column: number): number =>
  vector.reduce((sum, value, k) => sum + value * rows[k][column], 0);

/**
 * The state after reading x [n]: c ← f·c + i·g, h ← o·tanh(c) (Hochreiter and Schmidhuber 1997, with the forget gate of
 * Gers, Schmidhuber and Cummins 2000).
 */
export function lstmStep(
  x: readonly number[],
  { h, c }: StepState,
  { kernel, recurrent, bias }: StepWeights,
  { order = [0, 1, 2, 3], candidate = Math.tanh, shown = Math.tanh, recurrent: share = 1 }: StepMistakes = {},
): StepState {
  const units = c.length;
  const sums = bias.map((b, j) => b + product(x, kernel, j) + share * product(h, recurrent, j));
  const [i, f, g, o] = order.map((k) => sums.slice(k * units, (k + 1) * units));
  const next = c.map((old, u) => sigmoid(f[u]) * old + sigmoid(i[u]) * candidate(g[u]));
  return { h: next.map((value, u) => sigmoid(o[u]) * shown(value)), c: next };
}
