/**
 * What the set-up measured on this machine, and what follows from it. It lies beside the compiled addon, with the stamp
 * of what the addon was made from (sources, TensorFlow, CPU): measured once, so that the choice stays the same from run
 * to run.
 */
import * as fs from "fs";
import * as path from "path";
import { addonFolder, type Precision } from "../tensorflow";

/** Kinds of work: an LSTM over a window, forward and back; a dense layer's products; composing. */
export type Part = "lstm" | "dense" | "decoder";

export interface Measurement {
  part: Part;
  units: number;
  precision: Precision;
  /** Sequences at once. */
  batch: number;
  /** By implementation: the fastest turn, s. */
  seconds: Record<string, number>;
  /** The name of the fastest. */
  chosen: string;
}

export interface Measured {
  /** Of the addon that was measured. */
  stamp: string;
  /** The widest instruction set that the addon was compiled for. */
  cpu: string;
  /** Why the ops of `native/` are not there; null: they are. */
  missing: string | null;
  measurements: Measurement[];
}

/** Beside the addon. */
export const MEASURED_FILE = "measured.json";

let known: { file: string; measured: Measured } | null = null;

/** What was measured for the addon in use; null when nothing was, or for an addon that has been replaced since. */
export function readMeasured(folder: string = addonFolder()): Measured | null {
  const file = path.join(folder, MEASURED_FILE);
  if (known?.file === file) return known.measured;
  try {
    const measured = JSON.parse(fs.readFileSync(file, "utf8")) as Measured;
    if (measured.stamp !== fs.readFileSync(path.join(folder, "setup.stamp"), "utf8").trim()) return null;
    known = { file, measured };
    return measured;
  } catch {
    return null;
  }
}

/** What was chosen in the measurement that is most like some work; null when there is none of its part and precision. */
export function chosenFor(
  measurements: readonly Measurement[],
  work: { part: Part; units: readonly number[]; precision?: Precision; batch?: number },
): string | null {
  const { part, units, precision = "float32", batch = 64 } = work;
  const largest = Math.max(...units);
  const distance = (m: Measurement) => Math.abs(Math.log(m.units / largest)) + Math.abs(Math.log(m.batch / batch));
  const alike = measurements.filter((m) => m.part === part && m.precision === precision);
  if (alike.length === 0) return null;
  return alike.reduce((best, next) => (distance(next) < distance(best) ? next : best)).chosen;
}
