/** How far a training run has come. */

export interface Position {
  /** Finished epochs. */
  epoch: number;
  /** Steps done in the epoch after those. */
  step: number;
}

/** How much of a run is done, in words: "5 epochs", "1 epoch and 7 steps", "7 steps". */
export function amountDone({ epoch, step = 0 }: { epoch: number; step?: number }): string {
  const counted = (n: number, noun: string): string => `${n.toLocaleString("en-US")} ${noun}${n === 1 ? "" : "s"}`;
  const parts = [
    ...(epoch > 0 ? [counted(epoch, "epoch")] : []),
    ...(step > 0 || epoch === 0 ? [counted(step, "step")] : []),
  ];
  return parts.join(" and ");
}
