/** The bins as one line of code: to copy, and to run. */
import type { Distinct } from "../../lib/encoding";
import type { FeatureChoice, State } from "./choice";

/**
 * An edge in as few digits as tell the same notes apart: between the largest value below it and the smallest above,
 * and not nearer than 2 ns (see `fitNoteBins`) to either.
 */
export function shortEdge(edge: number, { values }: Distinct): number {
  const margin = 1.5e-9;
  const at = values.findIndex((value) => value >= edge);
  const above = values[at] ?? Infinity;
  const below = values[(at === -1 ? values.length : at) - 1] ?? -Infinity;
  for (let digits = 3; digits < 17; digits++) {
    const short = Number(edge.toPrecision(digits));
    if (short > below + margin && short <= above - margin) return short;
  }
  return edge;
}

function choiceCode({ edges, origin }: FeatureChoice, counts: Distinct): string {
  if (origin) return `{ method: "${origin.method}", count: ${origin.count} }`;
  return `{ edges: [${edges.map((edge) => shortEdge(edge, counts)).join(", ")}] }`;
}

/** What stands between the brackets of `useBins(…)`. */
export function choicesCode(state: State, counts: Readonly<Record<string, Distinct>>): string {
  const { duration, velocity } = state;
  return `{ duration: ${choiceCode(duration, counts.duration)}, velocity: ${choiceCode(velocity, counts.velocity)} }`;
}

/** A line that works in any cell of any of the notebooks. */
export const lineOf = (code: string): string => `import { useBins } from "./lib/preset"; useBins(${code});`;
