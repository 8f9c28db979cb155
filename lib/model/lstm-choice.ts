/**
 * Which implementation computes an LSTM: our own compiled ops (`lstm-compiled.ts`) where they fit, else TensorFlow's
 * stock ops (`lstm-stepwise.ts`), which always do.
 */
import { compiledLstm } from "./lstm-compiled";
import type { LstmOps } from "./lstm-ops";
import { stepwiseLstm } from "./lstm-stepwise";

const implementations: LstmOps[] = [compiledLstm, stepwiseLstm];

/** The first implementation that fits. */
export function lstmOps(units: number): LstmOps {
  return implementations.find((implementation) => implementation.fits(units))!;
}

/** Puts an implementation before the others; returns a function that takes it out again. */
export function addLstmOps(implementation: LstmOps): () => void {
  implementations.unshift(implementation);
  return () => void implementations.splice(implementations.indexOf(implementation), 1);
}
