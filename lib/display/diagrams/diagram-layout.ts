/** Where the boxes of a model diagram go: one column for each input that the data comes in by, upward from the input. */
import type { GraphNode, ModelGraph } from "./model-graph";

export const BOX = { width: 168, height: 46, gap: 26 };

export interface Placed {
  node: GraphNode;
  x: number;
  y: number;
  width: number;
  height: number;
}

/** A state going into a layer from outside, or out of it: by the layer that it belongs to. */
export interface Port {
  layer: string;
  names: string[];
  shape: string;
}

export interface PanelLayout {
  boxes: Map<string, Placed>;
  columns: number;
  /** Rows of the highest column. */
  rows: number;
  statesOut: Port[];
}

/** Inputs that start a layer's states: they feed a single layer, and not as its first input. */
function stateInputs(graph: ModelGraph): Set<string> {
  const found = graph.inputs
    .map(({ node }) => node)
    .filter((id) => {
      const uses = graph.edges.filter((edge) => edge.from === id);
      return uses.length === 1 && uses[0].input > 0;
    });
  return new Set(found);
}

/** Joins states that belong to the same layer, such as h and c. */
function joinPorts(list: { layer: string; name: string; shape: string }[]): Port[] {
  const ports = new Map<string, Port>();
  for (const { layer, name, shape } of list) {
    const port = ports.get(layer) ?? { layer, names: [], shape };
    if (!port.names.includes(name)) port.names.push(name);
    ports.set(layer, port);
  }
  return [...ports.values()];
}

/**
 * Lays a model out in boxes. Column: the last data input that the node depends on. Row: steps from that input,
 * counted within the column. `left` and `bottom` are the corner of the panel.
 */
export function layOutModel(graph: ModelGraph, left: number, bottom: number, columnGap: number): PanelLayout {
  const side = stateInputs(graph);
  const dataInputs = graph.inputs.map(({ node }) => node).filter((id) => !side.has(id));
  const column = new Map<string, number>();
  const row = new Map<string, number>();
  for (const node of graph.nodes) {
    if (side.has(node.id)) continue;
    const sources = graph.edges.filter((edge) => edge.to === node.id && !side.has(edge.from)).map((edge) => edge.from);
    const own = node.input ? dataInputs.indexOf(node.id) : Math.max(0, ...sources.map((id) => column.get(id)!));
    column.set(node.id, own);
    row.set(node.id, Math.max(-1, ...sources.filter((id) => column.get(id) === own).map((id) => row.get(id)!)) + 1);
  }
  const boxes = new Map<string, Placed>();
  for (const node of graph.nodes) {
    if (side.has(node.id)) continue;
    const x = left + column.get(node.id)! * (BOX.width + columnGap);
    const y = bottom - BOX.height - row.get(node.id)! * (BOX.height + BOX.gap);
    boxes.set(node.id, { node, x, y, width: BOX.width, height: BOX.height });
  }
  const statesOut = graph.outputs
    .filter(({ output }) => output > 0)
    .map(({ node, output }) => ({
      layer: node,
      name: output === 1 ? "h" : "c",
      shape: graph.nodes.find((n) => n.id === node)!.outputs[output],
    }));
  return {
    boxes,
    columns: Math.max(...column.values()) + 1,
    rows: Math.max(...row.values()) + 1,
    statesOut: joinPorts(statesOut),
  };
}
