/** What is in a tf.layers model: its layers as nodes, its tensors as edges. Read from the model object, not from a description of it. */
import type { tf } from "../../tensorflow";

export interface GraphNode {
  /** Unique in the graph. */
  id: string;
  /** The layer's name and its class. */
  name: string;
  kind: string;
  parameters: number;
  /** Shapes of its outputs, the axes named: "[B, T, 256]". B windows in a batch, T timesteps. */
  outputs: string[];
  input: boolean;
}

export interface GraphEdge {
  from: string;
  /** Which of the outputs of `from`, and which of the inputs of `to`, from 0. */
  output: number;
  to: string;
  input: number;
  shape: string;
}

export interface ModelGraph {
  name: string;
  nodes: GraphNode[];
  edges: GraphEdge[];
  /** The model's inputs and outputs in order: node, and which of its outputs. */
  inputs: { node: string; output: number }[];
  outputs: { node: string; output: number }[];
}

/** The axes of a shape by name: the free ones are the batch and the timesteps, these first in time-major sequences. */
function shapeText(shape: readonly (number | null)[], timeMajor: boolean): string {
  const free = shape.filter((size) => size === null).length;
  const names = free > 1 && timeMajor ? ["T", "B"] : ["B", "T"];
  let next = 0;
  return `[${shape.map((size) => (size === null ? (names[next++] ?? "·") : size)).join(", ")}]`;
}

/** Walks a model from its outputs back to its inputs. Nodes are in the order in which they are computed. */
export function modelGraph(model: tf.LayersModel): ModelGraph {
  const nodes = new Map<string, GraphNode & { timeMajor: boolean }>();
  const edges: GraphEdge[] = [];
  const visit = (tensor: tf.SymbolicTensor): { node: string; output: number } => {
    const { sourceLayer: layer, nodeIndex, tensorIndex } = tensor;
    // A linear activation changes nothing: models use it to hand one tensor out twice.
    if (layer.getClassName() === "Activation" && layer.getConfig().activation === "linear")
      return visit(layer.inboundNodes[nodeIndex].inputTensors[0]);
    const id = `${layer.name}/${nodeIndex}`;
    if (!nodes.has(id)) {
      const { inputTensors, outputTensors } = layer.inboundNodes[nodeIndex];
      const input = inputTensors.length === 0 || layer.getClassName() === "InputLayer";
      const sources = input ? [] : inputTensors.map(visit);
      const stated = layer.getConfig().timeMajor;
      const inherited =
        sources.length > 0 &&
        nodes.get(sources[0].node)!.timeMajor &&
        String(inputTensors[0].shape) === String(outputTensors[0].shape);
      const timeMajor = typeof stated === "boolean" ? stated : inherited;
      nodes.set(id, {
        id,
        name: layer.name,
        kind: layer.getClassName(),
        parameters: layer.countParams(),
        input,
        timeMajor,
        outputs: outputTensors.map((out) => shapeText(out.shape, timeMajor && out.shape.length > 2)),
      });
      sources.forEach((source, i) =>
        edges.push({
          from: source.node,
          output: source.output,
          to: id,
          input: i,
          shape: nodes.get(source.node)!.outputs[source.output],
        }),
      );
    }
    return { node: id, output: tensorIndex };
  };
  const outputs = model.outputs.map(visit);
  const inputs = model.inputs.map(visit);
  return {
    name: model.name,
    nodes: [...nodes.values()].map(({ timeMajor: _, ...node }) => node),
    edges,
    inputs,
    outputs,
  };
}
