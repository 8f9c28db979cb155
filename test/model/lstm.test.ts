import { beforeAll, describe, expect, it } from "vitest";
import { addImplementation, Lstm, runLstm, stock, type LstmInput, type LstmWeights } from "../../lib/model";
import { seededUniform } from "../../lib/model/initializers";
import { tf } from "../../lib/tensorflow";
import { type Arrays, difference, runKeras, toArray } from "./keras";
import { tested } from "./tested";

const UNITS = 32; // a size that the compiled ops take
const SIZE = 5; // of the vocabulary, or of the input vectors

interface Case {
  timesteps: number;
  batch: number;
  initial: boolean;
  notes: boolean;
}
const CASES: Case[] = [];
for (const timesteps of [1, 2, 50])
  for (const batch of [1, 64])
    for (const initial of [false, true])
      for (const notes of [false, true]) {
        CASES.push({ timesteps, batch, initial, notes });
      }
const title = ({ timesteps, batch, initial, notes }: Case) =>
  `T ${timesteps}, batch ${batch}, ${notes ? "notes" : "vectors"}, ${initial ? "with" : "no"} initial state`;

/** Everything a case needs, batch-major; `g*` are the gradients that the outputs get. */
function arraysOf({ timesteps, batch, initial, notes }: Case): Arrays {
  let stream = 0;
  const random = (shape: number[], scale = 1) => {
    const uniform = tf.tidy(() =>
      seededUniform(shape, timesteps * 100 + batch, stream++)
        .sub(0.5)
        .mul(2 * scale),
    );
    const array = toArray(uniform);
    uniform.dispose();
    return array;
  };
  const indices = Array.from({ length: batch * timesteps }, (_, i) => ((i * 7) % (SIZE + 1)) - 1); // -1: START
  return {
    x: notes ? { shape: [batch, timesteps], data: indices } : random([batch, timesteps, SIZE]),
    kernel: random([SIZE, 4 * UNITS]),
    recurrent: random([UNITS, 4 * UNITS], 0.5),
    bias: random([4 * UNITS]),
    gh: random([batch, timesteps, UNITS], 1 / timesteps),
    ghT: random([batch, UNITS]),
    gcT: random([batch, UNITS]),
    ...(initial ? { h0: random([batch, UNITS]), c0: random([batch, UNITS]) } : {}),
  };
}

type Named = Record<string, tf.Tensor>;
/** tf.tidy for results that hold no tensors. */
function tidily<Result>(f: () => Result): Result {
  let result: Result | undefined;
  tf.tidy(() => {
    result = f();
  });
  return result!;
}

interface Result {
  outputs: Arrays;
  gradients: Arrays;
}

/** Runs `lstm` (batch-major) and the gradients of sum(h·gh) + sum(hT·ghT) + sum(cT·gcT). */
function measure(arrays: Arrays, notes: boolean, lstm: (t: Named) => tf.Tensor[]): Result {
  return tidily(() => {
    const t: Named = {};
    for (const [name, { shape, data }] of Object.entries(arrays))
      t[name] = tf.tensor(data, shape, notes && name === "x" ? "int32" : "float32");
    const sources = ["kernel", "recurrent", "bias", "x", "h0", "c0"].filter(
      (name) => t[name] && !(notes && name === "x"),
    );
    const gradients = tf.grads((...values) => {
      const [h, hT, cT] = lstm({ ...t, ...Object.fromEntries(sources.map((name, i) => [name, values[i]])) });
      return tf.addN([tf.sum(tf.mul(h, t.gh)), tf.sum(tf.mul(hT, t.ghT)), tf.sum(tf.mul(cT, t.gcT))]);
    })(sources.map((name) => t[name]));
    const [h, hT, cT] = lstm(t);
    return {
      outputs: { h: toArray(h), hT: toArray(hT), cT: toArray(cT) },
      gradients: Object.fromEntries(sources.map((name, i) => [name, toArray(gradients[i])])),
    };
  });
}

const swap = (x: tf.Tensor) => tf.transpose(x, x.rank === 3 ? [1, 0, 2] : [1, 0]);

function ours(arrays: Arrays, notes: boolean): Result {
  return measure(arrays, notes, ({ x, kernel, recurrent, bias, h0, c0 }) => {
    const [h, hT, cT] = runLstm(
      swap(x) as LstmInput,
      { kernel, recurrent, bias } as LstmWeights,
      h0 ? { h: h0 as tf.Tensor2D, c: c0 as tf.Tensor2D } : null,
      true,
    );
    return [swap(h), hT, cT];
  });
}

function expectSame(actual: Result, expected: Result): void {
  expect(Object.keys(actual.gradients).sort()).toEqual(Object.keys(expected.gradients).sort());
  for (const kind of ["outputs", "gradients"] as const) {
    for (const [name, { data, shape }] of Object.entries(expected[kind])) {
      expect(actual[kind][name].shape, `shape of ${kind} ${name}`).toEqual(shape);
      expect(difference(actual[kind][name].data, data), `${kind} ${name}`).toBeLessThanOrEqual(1);
    }
  }
}

describe("LSTM against Keras, same weights", () => {
  const inputs = CASES.map(arraysOf);
  let expected: Result[];
  beforeAll(() => {
    expected = runKeras<Result[]>(
      "model/keras_lstm.py",
      inputs.map((arrays) => ({ arrays })),
    );
  });
  for (const implementation of tested)
    CASES.forEach((c, i) =>
      it(`${title(c)}: ${implementation.name}`, () => {
        const remove = addImplementation(implementation);
        try {
          expectSame(ours(inputs[i], c.notes), expected[i]);
        } finally {
          remove();
        }
      }),
    );
});

describe("LSTM against tf.layers.lstm, same weights", () => {
  CASES.filter(({ notes }) => !notes).forEach((c) =>
    it(title(c), () => {
      const arrays = arraysOf(c);
      const layer = tf.layers.lstm({
        units: UNITS,
        returnSequences: true,
        returnState: true,
        recurrentActivation: "sigmoid",
        recurrentInitializer: "glorotUniform",
        inputShape: [c.timesteps, SIZE],
      });
      tf.tidy(() => void layer.apply(tf.zeros([1, 1, SIZE])));
      // The cell's weights stand in for tensors that gradients are taken by.
      const cell = (layer as unknown as { cell: Record<"kernel" | "recurrentKernel" | "bias", { read(): tf.Tensor }> })
        .cell;
      const theirs = measure(arrays, false, ({ x, kernel, recurrent, bias, h0, c0 }) => {
        cell.kernel = { read: () => kernel };
        cell.recurrentKernel = { read: () => recurrent };
        cell.bias = { read: () => bias };
        if (c.timesteps > 1) return layer.apply(x, h0 ? { initialState: [h0, c0] } : {}) as tf.Tensor[];
        // TF.js cannot take the gradient of a window of one timestep (its Unpack's fails): the cell itself.
        const state = () => tf.zeros([c.batch, UNITS]);
        const [h, , cT] = (layer as unknown as { cell: tf.layers.Layer }).cell.call(
          [tf.reshape(x, [c.batch, SIZE]), h0 ?? state(), c0 ?? state()],
          {},
        ) as tf.Tensor[];
        return [tf.expandDims(h, 1), h, cT];
      });
      expectSame(ours(arrays, false), theirs);
    }),
  );
});

describe("Lstm layer", () => {
  it("has Keras's shapes, a forget bias of 1 and Glorot's limits", () => {
    const layer = new Lstm({ units: 3, vocabulary: 7, seed: 1 });
    layer.apply(tf.input({ shape: [null], dtype: "int32" }));
    expect(layer.kernel.shape).toEqual([7, 12]);
    expect(layer.recurrentKernel.shape).toEqual([3, 12]);
    expect(Array.from(layer.bias.read().dataSync())).toEqual([0, 0, 0, 1, 1, 1, 0, 0, 0, 0, 0, 0]);
    const limit = Math.sqrt(6 / (7 + 12));
    const values = layer.kernel.read().dataSync();
    expect(values.every((value) => Math.abs(value) <= limit)).toBe(true);
    expect(Math.max(...values)).toBeGreaterThan(0.8 * limit);
    expect(Math.min(...values)).toBeLessThan(-0.8 * limit);
    layer.dispose();
  });

  it("gives sequences or last states, batch- or time-major", () => {
    const x = tf.tensor2d(
      [
        [0, 1, 2],
        [2, -1, 0],
      ],
      [2, 3],
      "int32",
    );
    const sizes = (config: object) => {
      const layer = new Lstm({ units: 4, vocabulary: 3, ...config });
      const outputs = [layer.apply(x) as tf.Tensor | tf.Tensor[]].flat();
      const shapes = outputs.map(({ shape }) => shape);
      const symbolic = [layer.computeOutputShape([2, 3])].flat(1);
      tf.dispose(outputs);
      layer.dispose();
      return { shapes, symbolic };
    };
    expect(sizes({})).toEqual({ shapes: [[2, 3, 4]], symbolic: [2, 3, 4] });
    expect(sizes({ timeMajor: true })).toEqual({ shapes: [[3, 2, 4]], symbolic: [3, 2, 4] });
    expect(sizes({ returnSequences: false }).shapes).toEqual([[2, 4]]);
    expect(sizes({ returnState: true })).toEqual({
      shapes: [
        [2, 3, 4],
        [2, 4],
        [2, 4],
      ],
      symbolic: [
        [2, 3, 4],
        [2, 4],
        [2, 4],
      ],
    });
    x.dispose();
  });

  it("treats one-hot vectors and indices alike", () => {
    const layer = new Lstm({ units: 4, vocabulary: 3, seed: 5 });
    const difference = tf.tidy(() => {
      const x = tf.tensor2d(
        [
          [0, 1, 2],
          [2, -1, 0],
        ],
        [2, 3],
        "int32",
      );
      const a = layer.apply(x) as tf.Tensor;
      const b = layer.apply(tf.oneHot(x, 3).toFloat()) as tf.Tensor;
      return tf.max(tf.abs(tf.sub(a, b))).dataSync()[0];
    });
    expect(difference).toBeLessThan(1e-6);
    layer.dispose();
  });

  it("computes a repeated call once, and anew after its weights or inputs change", () => {
    const layer = new Lstm({ units: 4, vocabulary: 3, seed: 5, returnState: true });
    const inner = stock;
    let runs = 0;
    const remove = addImplementation({ ...inner, forward: (...args) => (runs++, inner.forward(...args)) });
    try {
      tf.tidy(() => {
        const x = tf.tensor2d([[0, 1, 2]], [1, 3], "int32");
        const [first] = layer.apply(x) as tf.Tensor[];
        const [again] = layer.apply(x) as tf.Tensor[];
        expect(runs).toBe(1);
        expect(again.dataSync()).toEqual(first.dataSync());
        again.dispose();
        expect(first.isDisposed).toBe(false);
        (layer.bias.read() as tf.Variable).assign(tf.zeros([16]));
        const [changed] = layer.apply(x) as tf.Tensor[];
        expect(runs).toBe(2);
        expect(changed.dataSync()).not.toEqual(first.dataSync());
        layer.apply(x.clone());
        expect(runs).toBe(3);
      });
    } finally {
      remove();
      layer.dispose();
    }
  });

  it("leaves no tensor behind, with a gradient or without", () => {
    const layer = new Lstm({ units: 4, vocabulary: 3 });
    const x = tf.tensor2d([[0, 1, 2]], [1, 3], "int32");
    tf.dispose(layer.apply(x) as tf.Tensor);
    const weights = layer.trainableWeights.map((weight) => weight.read() as tf.Variable);
    const before = tf.memory().numTensors;
    tf.dispose(layer.apply(x) as tf.Tensor);
    tf.dispose(
      tf.variableGrads(
        () => tf.sum(layer.apply(x) as tf.Tensor) as tf.Scalar,
        weights,
      ) as unknown as tf.TensorContainer,
    );
    expect(tf.memory().numTensors).toBe(before);
    x.dispose();
    layer.dispose();
  });

  it("says what it lacks", () => {
    expect(() => new Lstm({ units: 4 }).build([null, null])).toThrow("give vocabulary for indices");
  });
});
