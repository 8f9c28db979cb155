/** The exercises of notebook 4. */
import { close, type Exercise } from "./exercise";
import { lstmStep, sigmoid, type StepMistakes, type StepState, type StepWeights } from "./lstm-step";

type Softmax = (logits: readonly number[]) => number[];
const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);
const exps = [1, 2, 3].map(Math.exp);

/** Two inputs and two units, no two numbers alike. */
const weights: StepWeights = {
  kernel: [
    [0.5, -0.3, 0.8, 0.1, -0.6, 0.9, 0.2, -0.7],
    [-0.4, 0.6, -0.1, 0.7, 0.3, -0.2, -0.9, 0.4],
  ],
  recurrent: [
    [0.25, -0.55, 0.35, -0.15, 0.65, 0.45, -0.75, 0.05],
    [-0.85, 0.15, 0.55, 0.95, -0.25, 0.75, 0.65, -0.35],
  ],
  bias: [0.12, -0.22, 1.1, 0.9, -0.32, 0.42, 0.52, -0.62],
};
const before: StepState = { h: [0.3, -0.2], c: [0.5, -0.4] };
const read = [1, -0.5];
type Step = (x: readonly number[], state: StepState, weights: StepWeights) => StepState;
/** Whether a step gives the numbers of the right one, or of one with these mistakes. */
const gives = (step: Step, mistakes?: StepMistakes): boolean => {
  const [own, wanted] = [step(read, before, weights), lstmStep(read, before, weights, mistakes)];
  return own.h.length === 2 && (["h", "c"] as const).every((s) => own[s].every((v, u) => close(v, wanted[s][u], 1e-6)));
};

/** Of a cell of one unit that reads a number: by gate, i, f, g, o. */
export interface CellWeights {
  w: number[];
  r: number[];
  b: number[];
}
/** The memory after each of a loud, three soft, a loud and a soft note. */
const memory = ({ w, r, b }: CellWeights): number[] => {
  const cell = { kernel: [w], recurrent: [r], bias: b };
  let state: StepState = { h: [0], c: [0] };
  return [1, 0, 0, 0, 1, 0].map((x) => (state = lstmStep([x], state, cell)).c[0]);
};
const remembers = (cell: CellWeights, ...wanted: number[]): boolean =>
  memory(cell).every((c, t) => close(c, wanted[t], 0.01));

export const modelling = {
  /** c after 0.5, 0.5, -1 in the hand-made cell, its forget gate half open. */
  halfOpen: {
    right: (c) => close(c, -0.415, 0.002),
    hints: [
      {
        when: (c) => close(c, -0.762, 0.002),
        say: "That is with the gate closed. σ(0) is a half: half of the old stays.",
      },
      { when: (c) => close(c, 0.163, 0.002), say: "That is with the gate open. σ(0) is a half, not 1." },
      {
        when: (c) => close(c, 0.081, 0.002),
        say: "You have halved the result. Half of the old is lost at *each* step, before the new is added.",
      },
      { when: (c) => close(c, 0.415, 0.002), say: "The last input is negative: mind the sign." },
    ],
    otherwise: "Step by step: c ← c / 2 + tanh(x), from c = 0, with x = 0.5, 0.5, -1.",
  } satisfies Exercise<number>,

  /** The weights of an LSTM layer of 10 units that reads 4 numbers. */
  count: {
    right: (parameters) => parameters === 600,
    hints: [
      { when: (parameters) => parameters === 150, say: "That is one gate. There are four." },
      { when: (parameters) => parameters === 560, say: "The biases are missing: one for each unit, in each gate." },
      {
        when: (parameters) => parameters === 200,
        say: "A unit also reads what all units showed at the step before: 10 numbers.",
      },
      { when: (parameters) => parameters === 240, say: "Each unit reads h of *all* 10 units, not only its own." },
    ],
    otherwise: "Each of four gates has, for each of 10 units, 4 weights for the input, 10 for h, and a bias.",
  } satisfies Exercise<number>,

  /** Logits to probabilities. */
  softmax: {
    right: (softmax) =>
      softmax([1, 2, 3]).every((p, i) => close(p, exps[i] / sum(exps), 1e-6)) &&
      softmax([1000, 0]).every(Number.isFinite),
    hints: [
      {
        when: (softmax) => close(sum(softmax([1, 2, 3])), sum(exps)),
        say: "They are positive, but they do not add up to 1: divide by their sum.",
      },
      {
        when: (softmax) => softmax([1, 2, 3]).every((p, i) => close(p, (i + 1) / 6)),
        say: "They add up to 1, but logits may be negative: make them positive with Math.exp first.",
      },
      {
        when: (softmax) => close(softmax([1, 2, 3])[0], sigmoid(1)),
        say: "σ looks at each number alone. Softmax divides by the sum over all of them.",
      },
      {
        when: (softmax) => softmax([1000, 0]).some(Number.isNaN),
        say: "Right for small logits, but e to the 1000 is too large for the machine. Subtract the largest logit from all of them first: it changes nothing else.",
      },
    ],
    otherwise: "For 1, 2, 3 it should give 0.090, 0.245, 0.665: e to each, divided by the sum of all three.",
  } satisfies Exercise<Softmax>,

  /** A step of a layer of any number of units. */
  layer: {
    right: (step) => gives(step),
    hints: [
      { when: (step) => gives(step, { shown: (c) => c }), say: "c is right, h is not: what is shown is o · tanh(c)." },
      {
        when: (step) => gives(step, { order: [1, 0, 2, 3] }),
        say: "Input gate and forget gate have changed places: the order is i, f, g, o.",
      },
      {
        when: (step) => gives(step, { recurrent: 0 }),
        say: "The step does not look at its own last h: add h times `recurrent`.",
      },
      {
        when: (step) => gives(step, { candidate: sigmoid }),
        say: "The candidate may be negative: it goes through tanh, the three gates through σ.",
      },
      {
        when: (step) => gives(step, { order: [0, 1, 3, 2] }),
        say: "Candidate and output gate have changed places: the order is i, f, g, o.",
      },
    ],
    otherwise:
      "Work out the 4U sums x · kernel + h · recurrent + bias first, cut them into i, f, g, o, and compare with the cell of one unit above.",
  } satisfies Exercise<Step>,

  /** A cell whose memory goes up by 1 at a loud note and halves at each step. */
  fading: {
    right: (cell) => remembers(cell, 1, 0.5, 0.25, 0.125, 1.0625, 0.53125),
    hints: [
      {
        when: (cell) => remembers(cell, 1, 1, 1, 1, 2, 2),
        say: "It forgets nothing yet. Which bias gives a forget gate of one half?",
      },
      {
        when: (cell) => remembers(cell, 1, 0, 0, 0, 1, 0),
        say: "It forgets everything at once: the forget gate is closed. Half open is σ(0).",
      },
      {
        when: (cell) => remembers(cell, 0, 0, 0, 0, 0, 0),
        say: "Nothing gets in: open the input gate, and let the candidate see x.",
      },
      {
        when: (cell) => remembers(cell, 0.5, 0.5, 0.5, 0.5, 1, 1),
        say: "You have half opened the input gate. The second number of each list is the forget gate's.",
      },
    ],
    otherwise:
      "After a loud note, three soft ones and a loud one the memory should be 1, 0.5, 0.25, 0.125, 1.0625. `remember` shows yours.",
  } satisfies Exercise<CellWeights>,
};
