/** The exercises of notebook 5. */
import type { Batch } from "../dataset";
import { Seq2Seq } from "../model";
import { Adam, trainStep } from "../training";
import type { Exercise } from "./exercise";

/** 0 1 2 3 and 3 2 1 0, side by side. */
const windows = [0, 1, 2, 3, 3, 2, 1, 0];
const late = [-1, 0, 1, 2, -1, 3, 2, 1];
const both: Batch = {
  size: 2,
  timesteps: 4,
  encoder: Int32Array.from(windows),
  decoder: Int32Array.from(late),
  target: Int32Array.from(windows),
};

const STEPS = 20;
/** Loss, in nats per note, that counts as "both windows are known". */
const KNOWN = 0.1;
const measured = new Map<number, number>();

/** The loss of the toy on two windows after twenty steps of Adam at this rate, in nats per note. */
function lossAt(rate: number): number {
  const known = measured.get(rate);
  if (known !== undefined) return known;
  const toy = new Seq2Seq({ vocabulary: 5, units: [16, 16], dropout: 0, seed: 1 });
  const adam = new Adam({ learningRate: rate });
  let loss = NaN;
  for (let step = 0; step <= STEPS; step++) loss = trainStep(toy, adam, both, step).loss;
  adam.dispose();
  toy.dispose();
  measured.set(rate, loss);
  return loss;
}

const near = (a: number, b: number, within = 0.01): boolean => Math.abs(a - b) <= within;
const same = (a: ArrayLike<number>, b: readonly number[]): boolean =>
  a.length === b.length && b.every((x, i) => x === a[i]);

type Slope = (loss: (weight: number) => number, weight: number) => number;
/** Its slope at 3 is 6; at −1, −2. */
const parabola = (weight: number): number => weight ** 2;

export const training = {
  /** The two windows 0 1 2 3 and 3 2 1 0 as a batch, to train a toy on. */
  twoWindows: both,

  /** The perplexity of a model that gives two true notes the probabilities 1/2 and 1/8. */
  hesitation: {
    right: (perplexity) => near(perplexity, 4),
    hints: [
      {
        when: (p) => near(p, Math.log(4)),
        say: "That is the loss, in nats. Perplexity is e to the power of it: Math.exp.",
      },
      {
        when: (p) => near(p, 5),
        say: "2 and 8 are the right numbers, but the mean is taken of the losses, −ln p, before e is raised to it.",
      },
      {
        when: (p) => near(p, 16),
        say: "That is e to the sum of the losses: the loss of a batch is their mean, here half of the sum.",
      },
      {
        when: (p) => near(p, 3.2),
        say: "You have averaged the probabilities. Take −ln of each first, then the mean.",
      },
    ],
    otherwise: "The losses are −ln(1/2) and −ln(1/8). Take their mean, then e to the power of it.",
  } satisfies Exercise<number>,

  /** The slope of a loss at a weight, from two values of the loss close to it. */
  slope: {
    right: (slope) => near(slope(parabola, 3), 6) && near(slope(parabola, -1), -2),
    hints: [
      {
        when: (slope) => near(slope(parabola, 3), -6),
        say: "Its sign is turned round: take the loss before away from the loss after, not the other way.",
      },
      {
        when: (slope) => near(slope(parabola, 3), 12) || near(slope(parabola, 3), 3),
        say: "It is off by a factor of two: from weight − h to weight + h the weight changes by 2 × h.",
      },
      {
        when: (slope) => Math.abs(slope(parabola, 3)) < 1,
        say: "That is how much the loss changes. Divide by how much the weight has changed.",
      },
      {
        when: (slope) => near(slope(parabola, 3), 6, 0.5),
        say: "Nearly. Take a smaller h, and go as far to the left as to the right.",
      },
    ],
    otherwise: "For weight², whose slope at 3 is 6, it says something else.",
  } satisfies Exercise<Slope>,

  /** The gradient of the bias of note 0, all five notes at 0.2, for the target 0 0 1 2: probability less share. */
  biasGradient: {
    right: (gradient) => near(gradient, -0.3, 0.02),
    hints: [
      {
        when: (g) => near(g, 0.3, 0.02),
        say: "Its sign is turned round. Note 0 should become likelier: its bias is to go up, so the slope goes down.",
      },
      {
        when: (g) => near(g, -0.05, 0.02),
        say: "That was for four different notes. Here note 0 is asked for twice.",
      },
      {
        when: (g) => near(g, 0.2, 0.02) || near(g, -0.2, 0.02) || near(g, 0.5, 0.02) || near(g, -0.5, 0.02),
        say: "That is one of the two numbers that it is the difference of: probability given, share in which it occurs.",
      },
    ],
    otherwise: "It is the probability given, 0.2, less the share of note 0 in the target.",
  } satisfies Exercise<number>,

  /** The windows 0 1 2 3 and 3 2 1 0 as one batch. */
  batch: {
    right: ({ size, timesteps, encoder, decoder, target }) =>
      size === 2 && timesteps === 4 && same(encoder, windows) && same(decoder, late) && same(target, windows),
    hints: [
      {
        when: ({ size }) => size !== 2,
        say: "`size` is the number of windows: two.",
      },
      {
        when: ({ encoder }) => encoder.length !== 8,
        say: "Both windows stand in one array, one after the other: eight notes.",
      },
      {
        when: ({ decoder }) => same(decoder, [-1, 0, 1, 2, 3, 3, 2, 1]),
        say: "The second window starts anew: its decoder input begins with −1, not with the last note of the first.",
      },
      {
        when: ({ decoder, target }) => same(decoder, Array.from(target)),
        say: "The decoder must read its target one step late; here it reads the answers themselves.",
      },
    ],
    otherwise: "encoder and target: 0 1 2 3 3 2 1 0; the decoder reads each window one step late, from −1.",
  } satisfies Exercise<Batch>,

  /** A learning rate with which the toy knows both windows after twenty steps. */
  rate: {
    right: (rate) => rate > 0 && lossAt(rate) < KNOWN,
    hints: [
      {
        when: (rate) => !(rate > 0),
        say: "Steps of length 0 lead nowhere, and negative ones uphill. Give a number above 0.",
      },
      {
        when: (rate) => rate === 0.02,
        say: "That is the rate of the toy above: on its way after twenty steps, but not there. Be bolder.",
      },
      {
        when: (rate) => rate < 0.08,
        say: "Too careful: after twenty steps it is still on its way. Try a larger one.",
      },
      {
        when: (rate) => rate > 0.12,
        say: "Too bold: each step overshoots, and the next has to make up for it. Try a smaller one.",
      },
    ],
    otherwise: "Not yet: its loss after twenty steps is not below 0.1.",
  } satisfies Exercise<number>,
};
