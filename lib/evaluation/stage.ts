/** The article's three stages of learning, read off a generated piece. */
import { LEAST_LOOP, loopPeriod } from "./loop";
import { longestRun } from "./repetition";

/** 1: one note repeated. 2: a short sequence over and over. 3: a melody. */
export type Stage = 1 | 2 | 3;

/**
 * The stage a piece shows by its loops alone; `stageBesidePeople` also asks whether a piece without one is a melody as
 * people write them:
 * - 1: one note repeated makes up at least half of it (`longestRun` ≥ notes / 2), whatever comes before.
 * - 2: it ends in a loop (`loopPeriod`; alternation is a loop of two), or on its way it sticks to one note for as long
 *   as makes a loop ({@link LEAST_LOOP} notes).
 * - 3: neither.
 *
 * Nothing here is fitted to a run. The first two are the article's words: "over and over" is at least two full turns
 * and at least 12 notes, and a start is short when it is less than half. Songs of people stick to one note for 12 of
 * 100 notes in fewer than one window in twenty. A loop longer than half the piece is not seen and counts as
 * stage 3, so compare pieces of one length (the diary's have 100 notes).
 * @throws Error when the piece is too short (fewer than 12 notes) to show a loop.
 */
export function stage(piece: ArrayLike<number>): Stage {
  if (piece.length < LEAST_LOOP) {
    throw new Error(`A piece of ${piece.length} notes shows no stage; generate ${LEAST_LOOP} or more.`);
  }
  const run = longestRun(piece);
  if (2 * run >= piece.length) return 1;
  return loopPeriod(piece) !== null || run >= LEAST_LOOP ? 2 : 3;
}

/** When the stages came, in epochs. */
export interface StageOrder {
  /** True when all three occur and stage 1 is first seen before stage 2, and stage 2 before stage 3. */
  inOrder: boolean;
  /** The first epoch at which each stage was seen, null where it never was. */
  first: { 1: number | null; 2: number | null; 3: number | null };
  /** Entries whose stage is lower than that of the entry before. */
  stepsBack: number;
  /** The stage of the last entry; null for an empty diary. */
  last: Stage | null;
}

/** Whether the diary passes through stages 1, 2 and 3 in that order, and when. Entries are taken by epoch; those without a stage are left out. */
export function stagesInOrder(diary: readonly { epoch: number; stage: Stage | null }[]): StageOrder {
  const seen = diary
    .filter((entry): entry is { epoch: number; stage: Stage } => entry.stage !== null)
    .sort((a, b) => a.epoch - b.epoch);
  const firstOf = (s: Stage) => seen.find((entry) => entry.stage === s)?.epoch ?? null;
  const first = { 1: firstOf(1), 2: firstOf(2), 3: firstOf(3) };
  return {
    inOrder: first[1] !== null && first[2] !== null && first[3] !== null && first[1] < first[2] && first[2] < first[3],
    first,
    stepsBack: seen.filter((entry, i) => i > 0 && entry.stage < seen[i - 1].stage).length,
    last: seen.length > 0 ? seen[seen.length - 1].stage : null,
  };
}
