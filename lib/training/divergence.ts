/** Training that has left the range of numbers. */

/** The loss or a weight became NaN or infinite. The message says where, what is kept and what to try. */
export class Divergence extends Error {
  constructor(what: string, epoch: number, step: number, kept: string, learningRate: number, folder: string) {
    super(
      `Training has stopped: the ${what} in epoch ${epoch}, step ${step + 1}; ${kept} in ${folder}. ` +
        `Try a smaller learning rate (${Number((learningRate / 3).toPrecision(1))} instead of ${learningRate}) ` +
        "and begin a new run with it (--fresh, FRESH=1 or fresh: true): the same settings would end here again.",
    );
    this.name = "Divergence";
  }
}
