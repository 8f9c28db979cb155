/** One thing sounds at a time. */

let stopOther: (() => void) | null = null;

/** Stops what had the turn before; `stop` is called when the next one takes it. */
export function takeTurn(stop: () => void): void {
  if (stopOther !== stop) stopOther?.();
  stopOther = stop;
}
