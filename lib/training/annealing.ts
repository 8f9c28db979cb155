/**
 * Adam's step size where it falls to 0 along half a cosine: Loshchilov and Hutter, "SGDR: Stochastic Gradient Descent with
 * Warm Restarts", ICLR 2017, without the restarts.
 * @param first the step size at the beginning
 * @param done which share of the training is done, 0 to 1
 */
export function annealedRate(first: number, done: number): number {
  return (first * (1 + Math.cos(Math.PI * done))) / 2;
}
