/** The exercises of notebook 11. */
import type { Exercise } from "./exercise";

const near = (a: number, b: number): boolean => Math.abs(a - b) <= 1e-6 * Math.abs(b);

/** Computing 1 s on one machine, 125 MB of gradients, 1 Gb/s. */
type StepSeconds = (workers: number) => number;

export const moreMachines = {
  /** Two workers with 3 windows and 1 find the mean gradients 2 and 6: the whole batch's. */
  weighted: {
    right: (mean) => near(mean, 3),
    hints: [
      { when: (mean) => mean === 4, say: "That is the mean of the two means: but one stands for three windows." },
      { when: (mean) => mean === 12, say: "That is the sum over the windows. How many are there?" },
      { when: (mean) => mean === 8, say: "The sum of the means is no mean. Multiply each by its windows first." },
    ],
    otherwise: "Multiply each mean by its number of windows, add, and divide by all windows.",
  } satisfies Exercise<number>,

  /** Bytes that each of 4 workers sends in a step, with a million float32 parameters, on a ring. */
  sent: {
    right: (bytes) => near(bytes, 6e6),
    hints: [
      { when: (bytes) => near(bytes, 4e6), say: "That is the vector once. On a ring it is sent 2 (N − 1) / N times." },
      { when: (bytes) => near(bytes, 1.5e6), say: "So many numbers. Each of them is four bytes." },
      { when: (bytes) => near(bytes, 3e6), say: "Half of it: the sums are made in one round, and told in another." },
      { when: (bytes) => near(bytes, 24e6), say: "All four together send that much. And each?" },
    ],
    otherwise: "Each worker sends 2 (N − 1) / N times the vector: N = 4, a million numbers of four bytes.",
  } satisfies Exercise<number>,

  /** The windows of a batch of 7 that rank 1 of 3 takes, as [first, how many], counted from 0. */
  slice: {
    right: ([first, count]) => first === 2 && count === 2,
    hints: [
      { when: ([first]) => first === 3, say: "The first of them is rank 0's last + 1: rank 0 has ⌊7/3⌋ = 2 windows." },
      { when: ([, count]) => count === 3, say: "Only one rank gets three windows, and that is the last." },
      { when: ([first]) => first === 0, say: "The windows from 0 on are rank 0's." },
    ],
    otherwise: "Rank r takes the windows from ⌊7 r / 3⌋ up to, but not including, ⌊7 (r + 1) / 3⌋.",
  } satisfies Exercise<[number, number]>,

  /** Seconds of a step on so many workers: computing 1 s on one machine, a vector of 125 MB, 1 Gb/s. */
  seconds: {
    right: (step) => near(step(1), 1) && near(step(2), 1.5) && near(step(4), 1.75) && near(step(10), 1.9),
    hints: [
      {
        when: (step) => near(step(2), 0.5 + 1 / 8),
        say: "A byte has eight bits: 125 MB are 1 Gb.",
      },
      { when: (step) => near(step(1), 2) || near(step(1), 3), say: "One machine alone sends nothing." },
      { when: (step) => near(step(2), 2), say: "Each computes on its share only: with two workers half a second." },
      {
        when: (step) => near(step(2), 1) && near(step(4), 1),
        say: "The vector is sent twice over: to sum, and to tell.",
      },
    ],
    otherwise: "Computing takes 1/N s, and the network 2 (N − 1) / N times the second that 125 MB take.",
  } satisfies Exercise<StepSeconds>,
};
