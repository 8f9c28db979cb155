/**
 * Stock TF.js layers, as the article's Keras program reads in TF.js, with the least that makes it run:
 * - RNN.apply writes a layer's initial state into an object that all layers share, so the second decoder layer
 *   throws; each call gets a copy of its own.
 * - The default recurrent initializer takes 45 s a layer at 1024 units; Glorot's is taken.
 */
import * as fs from "fs";
import { tf } from "../../lib/tensorflow";
import type { Workload } from "../workload";
import { serve, timed } from "./serve";

type Apply = (inputs: unknown, kwargs?: object) => unknown;
const lstmClass = tf.layers.lstm({ units: 1 }).constructor as unknown as { prototype: { apply: Apply } };
const rnn = Object.getPrototypeOf(lstmClass.prototype) as { apply: Apply };
const apply = rnn.apply;
rnn.apply = function (inputs, kwargs) {
  return apply.call(this, inputs, { ...kwargs });
};

let workload: Workload;
let training: tf.LayersModel;
let encoder: tf.LayersModel;
let decoder: tf.LayersModel;
let inputs: tf.Tensor[];
let targets: tf.Tensor;

function build({ vocabulary, units, dropout }: Workload): void {
  const lstms = () =>
    units.map((u) =>
      tf.layers.lstm({ units: u, returnSequences: true, returnState: true, recurrentInitializer: "glorotUniform" }),
    );
  type Symbols = tf.SymbolicTensor[];
  /** Returns the top layer's output and the states of all. */
  const stack = (
    x: tf.SymbolicTensor,
    layers: tf.layers.Layer[],
    initial?: Symbols,
  ): { x: tf.SymbolicTensor; states: Symbols } => {
    const states: Symbols = [];
    layers.forEach((layer, i) => {
      if (i > 0) x = tf.layers.dropout({ rate: dropout }).apply(x) as tf.SymbolicTensor;
      const [sequence, ...state] = layer.apply(initial ? [x, ...initial.slice(2 * i, 2 * i + 2)] : x) as Symbols;
      x = sequence;
      states.push(...state);
    });
    return { x, states };
  };
  const [below, above] = [lstms(), lstms()];
  const dense = tf.layers.dense({ units: vocabulary, activation: "softmax" });
  const encoderNotes = tf.input({ shape: [null, vocabulary] });
  const decoderNotes = tf.input({ shape: [null, vocabulary] });
  const encoded = stack(encoderNotes, below);
  const output = dense.apply(stack(decoderNotes, above, encoded.states).x) as tf.SymbolicTensor;
  training = tf.model({ inputs: [encoderNotes, decoderNotes], outputs: output });
  encoder = tf.model({ inputs: encoderNotes, outputs: encoded.states });
  const before = units.flatMap((u) => [tf.input({ shape: [u] }), tf.input({ shape: [u] })]);
  const step = stack(decoderNotes, above, before);
  decoder = tf.model({
    inputs: [decoderNotes, ...before],
    outputs: [dense.apply(step.x) as tf.SymbolicTensor, ...step.states],
  });
}

const oneHot = (windows: number[][]) =>
  tf.oneHot(tf.tensor2d(windows, undefined, "int32"), workload.vocabulary, 1, 0, "float32") as tf.Tensor3D;

/** The article's way: `predict` a note, feed it back. */
function compose(songs: number, length: number): number[][] {
  return tf.tidy(() => {
    let states = encoder.predict(inputs[0].slice([0], [songs])) as tf.Tensor[];
    let note: tf.Tensor = tf.zeros([songs, 1, workload.vocabulary]);
    const notes: number[][] = [];
    for (let i = 0; i < length; i++) {
      const [probabilities, ...next] = decoder.predict([note, ...states]) as tf.Tensor[];
      const best = Array.from(probabilities.argMax(-1).dataSync());
      notes.push(best);
      note = oneHot(best.map((index) => [index]));
      states = next;
    }
    return notes;
  });
}

void serve({
  prepare({ workload: file }: { workload: string }) {
    workload = JSON.parse(fs.readFileSync(file, "utf8")) as Workload;
    build(workload);
    training.compile({ optimizer: tf.train.adam(workload.learningRate), loss: "categoricalCrossentropy" });
    targets = oneHot(workload.windows);
    inputs = [targets, oneHot(workload.windows.map((window) => [-1, ...window.slice(0, -1)]))];
    return { versions: `TF.js ${tf.version.tfjs}` };
  },

  async train({ steps }: { steps: number }) {
    const losses: number[] = [];
    const { seconds } = await timed(async () => {
      for (let done = 0; done < steps; ) {
        const windows = Math.min((steps - done) * workload.batch, targets.shape[0]);
        const [x0, x1, y] = [...inputs, targets].map((tensor) => tensor.slice([0], [windows]));
        const history = await training.fit([x0, x1], y, { batchSize: workload.batch, epochs: 1, verbose: 0 });
        losses.push(history.history.loss[0] as number);
        tf.dispose([x0, x1, y]);
        done += windows / workload.batch;
      }
    });
    return { seconds, losses };
  },

  async generate({ songs, length }: { songs: number; length: number }) {
    const { seconds, result } = await timed(() => compose(songs, length));
    return { seconds, notes: Array(songs).fill(result.length) };
  },
});
