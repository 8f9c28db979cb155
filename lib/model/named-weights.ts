/** The weights of a model that is written as functions over tensors, by name. */
import { tf } from "../tensorflow";
import { glorotUniform, unitForgetBias, zeros, type Initializer } from "./initializers";
import type { LstmWeights } from "./lstm-ops";

type Initial = (seed: number, stream: number) => Initializer;

export class NamedWeights {
  /** In the order in which they were added. */
  readonly all: { name: string; variable: tf.Variable }[] = [];

  /**
   * @param seed decides the initial values; int32
   * @param stream of the first weight's random numbers; each further one has the next
   */
  constructor(
    private readonly seed: number,
    private stream: number,
  ) {}

  add(name: string, shape: number[], initializer: Initial = glorotUniform): void {
    const initial = initializer(this.seed, this.stream++).apply(shape);
    this.all.push({ name, variable: tf.variable(initial, true) });
    initial.dispose();
  }

  /** `name`/kernel and `name`/bias. */
  addDense(name: string, inputs: number, outputs: number): void {
    this.add(`${name}/kernel`, [inputs, outputs]);
    this.add(`${name}/bias`, [outputs], () => zeros);
  }

  addLstm(name: string, inputs: number, units: number): void {
    this.add(`${name}/kernel`, [inputs, 4 * units]);
    this.add(`${name}/recurrent_kernel`, [units, 4 * units]);
    this.add(`${name}/bias`, [4 * units], () => unitForgetBias);
  }

  get<T extends tf.Tensor>(name: string): T {
    return this.all.find((weight) => weight.name === name)!.variable as unknown as T;
  }

  lstm(name: string): LstmWeights {
    return {
      kernel: this.get<tf.Tensor2D>(`${name}/kernel`),
      recurrent: this.get<tf.Tensor2D>(`${name}/recurrent_kernel`),
      bias: this.get<tf.Tensor1D>(`${name}/bias`),
    };
  }

  /** Number of trainable numbers. */
  get size(): number {
    return this.all.reduce((sum, { variable }) => sum + variable.size, 0);
  }

  dispose(): void {
    for (const { variable } of this.all) variable.dispose();
  }
}
