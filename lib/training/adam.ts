/**
 * Adam (Kingma & Ba 2015), in Keras's form, each weight in one native pass: TensorFlow's
 * ResourceApplyAdam reads gradient, weight and both moments once and updates the three in place.
 *
 *   m = β1 m + (1-β1) g      v = β2 v + (1-β2) g²
 *   w = w - rate · sqrt(1-β2^t) / (1-β1^t) · m / (sqrt(v) + ε)
 */
import {
  backend,
  boolAttribute,
  DataType,
  handleOf,
  raw,
  release,
  typeAttribute,
  type tf,
  destroy,
  DTYPE,
  readResource,
  resource,
  scalar,
} from "../tensorflow";

export interface AdamOptions {
  learningRate: number;
  /** Decay of the mean of gradients, default 0.9. */
  beta1?: number;
  /** Decay of the mean of squared gradients, default 0.999. */
  beta2?: number;
  /** Default 1e-7, Keras's. */
  epsilon?: number;
}

/** One weight, its stable name and its gradient. */
export interface Update {
  name: string;
  variable: tf.Variable;
  gradient: tf.Tensor;
}

/** A weight and its moments as TensorFlow resources. `value`: the handle last given to the variable. */
interface Slot {
  weight: number;
  m: number;
  v: number;
  size: number;
  value: number;
}

const FLOAT = [typeAttribute("T", DataType.float32)];

export class Adam {
  learningRate: number;
  private readonly beta1: number;
  private readonly beta2: number;
  private readonly epsilon: number;
  private readonly slots = new Map<string, Slot>();
  private readonly pending = new Map<string, Float32Array>();
  private steps = 0;

  constructor({ learningRate, beta1 = 0.9, beta2 = 0.999, epsilon = 1e-7 }: AdamOptions) {
    this.learningRate = learningRate;
    this.beta1 = beta1;
    this.beta2 = beta2;
    this.epsilon = epsilon;
  }

  /** How many updates have been made. */
  get step(): number {
    return this.steps;
  }

  /** One update of all weights. The gradients stay the caller's. */
  apply(updates: readonly Update[]): void {
    this.steps++;
    const numbers = [
      this.beta1 ** this.steps,
      this.beta2 ** this.steps,
      this.learningRate,
      this.beta1,
      this.beta2,
      this.epsilon,
    ].map(scalar);
    for (const { name, variable, gradient } of updates) this.update(name, variable, gradient, numbers);
    release(...numbers);
  }

  private update(name: string, variable: tf.Variable, gradient: tf.Tensor, numbers: number[]): void {
    const slot = this.slotOf(name, variable);
    const entry = backend().tensorMap.get(variable.dataId);
    // Somebody set the variable since the last update: take over the new value.
    if (entry.values !== null || entry.id !== slot.value)
      raw("AssignVariableOp", DTYPE, [slot.weight, handleOf(variable)], 0);
    // Given up first, so that TensorFlow may update in place. Not if a clone of the variable
    // shares it: that clone keeps the old value, and TensorFlow updates a copy.
    const shared = backend().refCount(variable.dataId) > 1;
    if (!shared) release(entry.id);
    const [beta1Power, beta2Power, rate, beta1, beta2, epsilon] = numbers;
    raw(
      "ResourceApplyAdam",
      [...FLOAT, boolAttribute("use_locking", false)],
      [slot.weight, slot.m, slot.v, beta1Power, beta2Power, rate, beta1, beta2, epsilon, handleOf(gradient)],
      0,
    );
    const [value] = raw("ReadVariableOp", DTYPE, [slot.weight]);
    slot.value = value;
    if (shared) {
      const updated = backend().createOutputTensor({ id: value, shape: variable.shape, dtype: DataType.float32 });
      variable.assign(updated);
      updated.dispose();
    } else {
      entry.id = value;
    }
  }

  private slotOf(name: string, variable: tf.Variable): Slot {
    let slot = this.slots.get(name);
    if (!slot) {
      const moment = (kind: string) => {
        const known = this.pending.get(`${name}/${kind}`);
        this.pending.delete(`${name}/${kind}`);
        return resource(variable.shape, known ?? new Float32Array(variable.size));
      };
      slot = { weight: resource(variable.shape), m: moment("m"), v: moment("v"), size: variable.size, value: -1 };
      this.slots.set(name, slot);
    }
    return slot;
  }

  /** Everything that decides the next update, apart from the options: the step and each weight's moments. */
  state(): { name: string; data: Float32Array }[] {
    return this.lazyState().map(({ name, read }) => ({ name, data: read() }));
  }

  /** `state()`, each array copied when it is asked for: a checkpoint needs only one at a time. `length` in values. */
  lazyState(): { name: string; length: number; read(): Float32Array }[] {
    const step = { name: "step", length: 1, read: (): Float32Array => Float32Array.of(this.steps) };
    const state = [step];
    for (const [name, data] of this.pending) state.push({ name, length: data.length, read: () => data });
    for (const [name, slot] of this.slots) {
      for (const kind of ["m", "v"] as const) {
        state.push({ name: `${name}/${kind}`, length: slot.size, read: () => readResource(slot[kind]) });
      }
    }
    return state;
  }

  /** Goes on from a `state()`, whose arrays it takes over. */
  setState(state: readonly { name: string; data: Float32Array }[]): void {
    const step = state.find(({ name }) => name === "step");
    if (!step) throw new Error("This is not a state of Adam: it lacks the step; pass what state() returned.");
    this.dispose();
    this.steps = step.data[0];
    for (const { name, data } of state) if (name !== "step") this.pending.set(name, data);
  }

  /** Frees the moments; `step` starts again from 0. */
  dispose(): void {
    for (const { weight, m, v } of this.slots.values()) [weight, m, v].forEach(destroy);
    this.slots.clear();
    this.pending.clear();
    this.steps = 0;
  }
}
