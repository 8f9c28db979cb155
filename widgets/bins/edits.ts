/** What hands do to edges: each keeps them strictly increasing. */
import type { ArticleFeatureName as Feature } from "../../lib/encoding";
import type { Axis } from "./axis";
import type { Choice } from "./choice";

/** A new edge at `value`, by hand; returns where it stands, null where there is one already. */
export function addEdge(choice: Choice, feature: Feature, value: number): number | null {
  const edges = choice.edges[feature];
  if (edges.includes(value)) return null;
  const at = edges.filter((edge) => edge < value).length;
  choice.set(feature, { edges: [...edges.slice(0, at), value, ...edges.slice(at)], origin: null });
  return at;
}

export function removeEdge(choice: Choice, feature: Feature, at: number): void {
  choice.set(feature, { edges: choice.edges[feature].filter((_, i) => i !== at), origin: null });
}

/** Moves an edge to `value`, but not to its neighbours or past them. */
export function moveEdge(choice: Choice, axis: Axis, at: number, value: number, gesture?: unknown): void {
  const edges = choice.edges[axis.feature];
  const [left, right] = [edges[at - 1], edges[at + 1]];
  const low = left === undefined ? axis.value(0) : axis.step(left, 1);
  const high = right === undefined ? axis.value(1) : axis.step(right, -1);
  const moved = Math.max(low, Math.min(high, value));
  const fits = (left === undefined || moved > left) && (right === undefined || moved < right);
  if (!fits || moved === edges[at]) return;
  choice.set(axis.feature, { edges: edges.map((edge, i) => (i === at ? moved : edge)), origin: null }, gesture);
}
