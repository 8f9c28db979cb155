/**
 * The one door to the choice of implementation. What the set-up measured decides (`measured.ts`): the fastest for the
 * kind of work and its size. The environment variable LSTM_OPS=compiled or LSTM_OPS=tensorflow decides instead.
 */
import type { Precision } from "../tensorflow";
import { compiled } from "./compiled";
import type { Implementation } from "./implementation";
import { chosenFor, type Measured, type Part, readMeasured } from "./measured";
import { stock } from "./stock";

/** All there are, the preferred first where they are equally fast; the last one can always run. */
export const implementations: readonly Implementation[] = [compiled, stock];

export interface Work {
  part: Part;
  /** Of each layer concerned. */
  units: readonly number[];
  /** Default float32. */
  precision?: Precision;
  /** Sequences at once. Default: a training batch, 64. */
  batch?: number;
}

const added: Implementation[] = [];

/**
 * The implementation for some work: one that was added; else the one that LSTM_OPS names, where the units fit it; else
 * the fastest by measurement.
 * @throws Error when LSTM_OPS names none that is there, and when the set-up has not been run
 */
export function implementationFor(work: Work): Implementation {
  const able = (candidate: Implementation) => work.units.every((units) => candidate.fits(units));
  const own = added.find(able);
  if (own) return own;
  const wanted = process.env.LSTM_OPS;
  if (wanted) return able(named(wanted)) ? named(wanted) : stock;
  const candidates = implementations.filter((candidate) => able(candidate) && candidate.present());
  const measured = readMeasured();
  if (measured === null && !compiled.present()) throw missing();
  const chosen = measured && chosenFor(measured.measurements, work);
  return candidates.find(({ name }) => name === chosen) ?? candidates[0];
}

/** The implementation that LSTM_OPS names. */
function named(name: string): Implementation {
  const found = implementations.find((candidate) => candidate.name === name);
  if (!found) {
    const names = implementations.map((candidate) => candidate.name).join(", ");
    throw new Error(`LSTM_OPS=${name}: there is no such implementation; there are ${names}.`);
  }
  if (!found.present()) throw missing();
  return found;
}

function missing(): Error {
  const reason = readMeasured()?.missing ?? "the set-up has not compiled them";
  return new Error(
    `The ops of native/ are not there (${reason}): run "node setup/main.mjs setup", or do without them: LSTM_OPS=tensorflow.`,
  );
}

/** Puts an implementation before all others, wherever it fits; returns a function that takes it out again. */
export function addImplementation(implementation: Implementation): () => void {
  added.unshift(implementation);
  return () => void added.splice(added.indexOf(implementation), 1);
}

/**
 * Which implementation computes, in one line, for records: the same text, the same bits on the same machine.
 * "compiled (amx)", or "compiled (avx2); tensorflow: dense 64 bfloat16" where they share the work.
 */
export function implementation(): string {
  const measured = readMeasured();
  const works: Work[] = measured?.measurements.map((each) => ({ ...each, units: [each.units] })) ?? [];
  const [usual, ...others] = group(works.length > 0 ? works : [{ part: "lstm", units: [256] }]);
  const rest = others.map(({ name, of }) => `; ${title(name, measured)}: ${of.map(workTitle).join(", ")}`);
  return title(usual.name, measured) + rest.join("");
}

/** Works by the name of the implementation that does them, the most first. */
function group(works: readonly Work[]): { name: string; of: Work[] }[] {
  const byName = new Map<string, Work[]>();
  for (const work of works) {
    const { name } = implementationFor(work);
    byName.set(name, [...(byName.get(name) ?? []), work]);
  }
  return [...byName].map(([name, of]) => ({ name, of })).sort((a, b) => b.of.length - a.of.length);
}

function title(name: string, measured: Measured | null): string {
  const product = process.env.LSTM_PRODUCT;
  const how = [measured?.cpu, product && `LSTM_PRODUCT=${product}`].filter(Boolean);
  return name === compiled.name && how.length > 0 ? `${name} (${how.join(", ")})` : name;
}

function workTitle({ part, units, precision, batch }: Work): string {
  return [part, ...units, precision, part === "decoder" && `batch ${batch}`].filter(Boolean).join(" ");
}
