/** Gradients one by one, in the order in which the backward pass finds them: the last layer's long before the first's. */
import { tf } from "../tensorflow";

/** @param index of the variable; the gradient stays the backward pass's */
export type OnGradient = (index: number, gradient: tf.Tensor) => void;

/**
 * Has the backward pass that follows tell of each variable's gradient as soon as it is whole. To be called at the end of
 * the function that `tf.variableGrads` is given, with what that returns. Nothing is told of a variable that is used more
 * than once, for its gradient is a sum: at the end it is there anyway.
 */
export function tellGradients(loss: tf.Scalar, variables: readonly tf.Variable[], onGradient: OnGradient): void {
  const indices = new Map(variables.map(({ id }, index) => [id, index]));
  const uses = variables.map(() => 0);
  const users = nodesTo(loss).map((node) => {
    const inputs = Object.entries(node.inputs).filter(([, { id }]) => indices.has(id));
    return { node, inputs: inputs.map(([name, { id }]) => ({ name, index: indices.get(id)! })) };
  });
  for (const { inputs } of users) for (const { index } of inputs) uses[index]++;
  for (const { node, inputs } of users) {
    const told = inputs.filter(({ index }) => uses[index] === 1);
    const { gradient } = node;
    if (told.length === 0 || !gradient) continue;
    node.gradient = (dys) => {
      const found = { ...gradient(dys) };
      for (const { name, index } of told) found[name] = telling(found[name], (whole) => onGradient(index, whole));
      return found;
    };
  }
}

function telling(find: () => tf.Tensor, tell: (gradient: tf.Tensor) => void): () => tf.Tensor {
  return () => {
    const gradient = find();
    tell(gradient);
    return gradient;
  };
}

/** Those entries of the gradient tape that the loss has come from. */
function nodesTo(loss: tf.Scalar) {
  const leading = new Set([loss.id]);
  return [...tf.engine().state.activeTape].reverse().filter(({ inputs, outputs }) => {
    if (!outputs.some(({ id }) => leading.has(id))) return false;
    for (const { id } of Object.values(inputs)) leading.add(id);
    return true;
  });
}
