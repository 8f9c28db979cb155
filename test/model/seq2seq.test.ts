import { beforeAll, describe, expect, it } from "vitest";
import { crossEntropy, dropoutMask, Seq2Seq } from "../../lib/model";
import { tf } from "../../lib/tensorflow";
import { Adam } from "../../lib/training/adam";
import { evaluateBatch } from "../../lib/training/evaluate";
import { trainStep } from "../../lib/training/step";
import { type Arrays, difference, type NamedArray, runKeras, toArray } from "./keras";
import { tinyBatch, tinyConfig, tinyModel } from "./tiny";

const RATE = 1e-2;
const CASES = [
  { title: "states of each layer, dropout off", states: "each-layer", dropout: 0 },
  { title: "states of the top layer, dropout off", states: "top-layer", dropout: 0 },
  { title: "states of each layer, fixed dropout masks", states: "each-layer", dropout: 0.3 },
  { title: "gradients clipped to a common norm", states: "each-layer", dropout: 0, clipNorm: 0.05 },
] as const;

interface Run {
  logits: NamedArray;
  evaluated: number;
  accuracy: number;
  losses: number[];
  gradients: Arrays;
  weights: Arrays;
  evaluatedAfter: number;
}

const batch = tinyBatch();
const {
  units: [units],
  vocabulary,
} = tinyConfig;
const weightsOf = (model: Seq2Seq): Arrays =>
  Object.fromEntries(model.weights.map(({ name, variable }) => [name, toArray(variable)]));
const notes = (data: Int32Array): NamedArray => ({ shape: [batch.size, batch.timesteps], data: Array.from(data) });
const tensor = (data: Int32Array) => tf.tensor2d(data, [batch.size, batch.timesteps], "int32");

/** The masks that step `seed` uses, batch-major, 0 or 1. Streams 1000 and 1002 are the two dropout layers'. */
function masks(rate: number, seed: number): Record<"encoder" | "decoder", NamedArray> {
  const mask = (stream: number) => {
    const kept = dropoutMask([batch.timesteps, batch.size, units], rate, seed, stream);
    const array = toArray(tf.transpose(kept.toFloat(), [1, 0, 2]));
    kept.dispose();
    return array;
  };
  return { encoder: mask(1000), decoder: mask(1002) };
}

describe("Seq2Seq against Keras, same weights", () => {
  const SIZES = [
    { units: [6, 6], vocabulary: 7 },
    { units: [1024, 1024], vocabulary: 580 },
    { units: [8, 4], vocabulary: 9 },
  ];
  let expected: { runs: Run[]; parameters: number[] };

  beforeAll(() => {
    const runs = CASES.map(({ title: _, ...options }) => {
      const model = tinyModel(options);
      const weights = weightsOf(model);
      model.dispose();
      return {
        ...options,
        weights,
        units,
        vocabulary,
        learningRate: RATE,
        encoder: notes(batch.encoder),
        decoder: notes(batch.decoder),
        target: notes(batch.target),
        masks: [0, 1, 2, 3, 4].map((seed) => masks(options.dropout, seed)),
      };
    });
    expected = runKeras("model/keras_seq2seq.py", { runs, parameters: SIZES });
  });

  CASES.forEach(({ title, ...options }, i) =>
    it(title, () => {
      const model = tinyModel(options);
      const adam = new Adam({ learningRate: RATE });
      const clipNorm = "clipNorm" in options ? options.clipNorm : undefined;
      const run = expected.runs[i];

      const logits = model.training.predict([tensor(batch.encoder), tensor(batch.decoder)]) as tf.Tensor;
      expect(logits.shape).toEqual(run.logits.shape);
      expect(difference(logits.dataSync(), run.logits.data)).toBeLessThanOrEqual(1);
      const evaluated = evaluateBatch(model, batch);
      expect(Math.abs(evaluated.loss - run.evaluated)).toBeLessThan(1e-5);
      expect(evaluated.accuracy).toBeCloseTo(run.accuracy, 6);

      const { grads } = tf.variableGrads(() =>
        crossEntropy(
          model.training.apply([tensor(batch.encoder), tensor(batch.decoder)], {
            training: true,
            dropoutSeed: 0,
          }) as tf.Tensor,
          tensor(batch.target),
        ),
      );
      for (const { name, variable } of model.weights) {
        expect(
          difference(grads[variable.name].dataSync(), run.gradients[name].data, 1e-6),
          `gradient of ${name}`,
        ).toBeLessThanOrEqual(1);
      }

      const losses = [0, 1, 2, 3, 4].map((seed) => trainStep(model, adam, batch, seed, { clipNorm }).loss);
      expect(difference(losses, run.losses, 1e-5, 1e-5)).toBeLessThanOrEqual(1);
      for (const { name, variable } of model.weights) {
        expect(
          difference(variable.dataSync(), run.weights[name].data, 1e-4),
          `${name} after five steps`,
        ).toBeLessThanOrEqual(1);
      }
      expect(Math.abs(evaluateBatch(model, batch).loss - run.evaluatedAfter)).toBeLessThan(1e-4);
      model.dispose();
      adam.dispose();
    }),
  );

  SIZES.forEach(({ units: layers, vocabulary: size }, i) =>
    it(`has as many parameters: units ${layers}, vocabulary ${size}`, () => {
      const model = new Seq2Seq({ vocabulary: size, units: layers, dropout: 0, seed: 1 });
      expect(model.parameters).toBe(expected.parameters[i]);
      expect(model.training.countParams()).toBe(expected.parameters[i]);
      model.dispose();
    }),
  );
});

describe("inference models", () => {
  for (const states of ["each-layer", "top-layer"] as const) {
    it(`give, step by step, what the training model gives for the window (${states})`, () => {
      const model = tinyModel({ states });
      tf.tidy(() => {
        const whole = tf.softmax(model.training.predict([tensor(batch.encoder), tensor(batch.decoder)]) as tf.Tensor);
        let state = model.encoder.predict(tensor(batch.encoder)) as tf.Tensor[];
        expect(state.map(({ shape }) => shape)).toEqual(Array(4).fill([batch.size, units]));
        for (let t = 0; t < batch.timesteps; t++) {
          const note = tf.slice(tensor(batch.decoder), [0, t], [batch.size, 1]);
          const [probabilities, ...next] = model.decoder.predict([note, ...state]) as tf.Tensor[];
          expect(probabilities.shape).toEqual([batch.size, vocabulary]);
          const expected = tf.slice(whole, [0, t, 0], [batch.size, 1, vocabulary]).dataSync();
          expect(difference(probabilities.dataSync(), expected, 1e-5, 0)).toBeLessThanOrEqual(1);
          state = next;
        }
      });
      model.dispose();
    });
  }

  it("share the training model's weights", () => {
    const model = tinyModel();
    const variables = new Set(model.weights.map(({ variable }) => variable));
    for (const part of [model.encoder, model.decoder]) {
      for (const weight of part.trainableWeights) expect(variables.has(weight.read() as tf.Variable)).toBe(true);
    }
    model.dispose();
  });
});

describe("Seq2Seq", () => {
  it("has the same weights from the same seed, others from another", () => {
    const [a, b, c] = [3, 3, 4].map((seed) => tinyModel({ seed }));
    expect(weightsOf(a)).toEqual(weightsOf(b));
    expect(weightsOf(c)).not.toEqual(weightsOf(a));
    const kernels = weightsOf(a);
    expect(kernels["encoder_1/kernel"].data).not.toEqual(kernels["decoder_1/kernel"].data);
    [a, b, c].forEach((model) => model.dispose());
  });

  it("names its weights alike however many models there are", () => {
    const [a, b] = [tinyModel(), tinyModel()];
    const lstm = (layer: string) => ["kernel", "recurrent_kernel", "bias"].map((part) => `${layer}/${part}`);
    const names = ["encoder_1", "encoder_2", "decoder_1", "decoder_2"]
      .flatMap(lstm)
      .concat("logits/kernel", "logits/bias");
    expect(a.weights.map(({ name }) => name).sort()).toEqual(names.sort());
    expect(b.weights.map(({ name }) => name)).toEqual(a.weights.map(({ name }) => name));
    a.dispose();
    b.dispose();
  });

  it("takes one layer, three layers, and layers of different size", () => {
    for (const units of [[4], [4, 4, 4], [5, 3]]) {
      const model = tinyModel({ units, dropout: 0.2 });
      const adam = new Adam({ learningRate: 0.01 });
      const first = trainStep(model, adam, batch, 1).loss;
      expect(trainStep(model, adam, batch, 1).loss).toBeLessThan(first);
      model.dispose();
      adam.dispose();
    }
  });

  it("sums itself up", () => {
    const model = tinyModel();
    const lines: string[] = [];
    model.training.summary(80, undefined, (line) => lines.push(line));
    expect(lines.join("\n")).toContain("encoder_2 (Lstm)");
    expect(lines.join("\n")).toContain(`Trainable params: ${model.parameters}`);
    model.dispose();
  });

  it("is an ordinary tf.layers model: compile, fit, save and load", async () => {
    const [model, twin] = [tinyModel(), tinyModel()];
    const loss = (oneHot: tf.Tensor, logits: tf.Tensor) => tf.tidy(() => crossEntropy(logits, tf.argMax(oneHot, -1)));
    model.training.compile({ optimizer: tf.train.adam(RATE, 0.9, 0.999, 1e-7), loss });
    const inputs = [tensor(batch.encoder), tensor(batch.decoder)];
    const targets = tf.oneHot(tensor(batch.target), vocabulary);
    const { history } = await model.training.fit(inputs, targets, { epochs: 5, verbose: 0 });
    const adam = new Adam({ learningRate: RATE });
    const losses = [1, 2, 3, 4, 5].map((seed) => trainStep(twin, adam, batch, seed).loss);
    expect(difference(history.loss as number[], losses)).toBeLessThanOrEqual(1);

    let saved: Parameters<typeof tf.io.fromMemory>[0] | undefined;
    await model.training.save(
      tf.io.withSaveHandler(async (artifacts) => {
        saved = artifacts;
        return { modelArtifactsInfo: { dateSaved: new Date(), modelTopologyType: "JSON" } };
      }),
    );
    const loaded = await tf.loadLayersModel(tf.io.fromMemory(saved!));
    const [a, b] = [model.training, loaded].map((m) => (m.predict(inputs) as tf.Tensor).dataSync());
    expect(b).toEqual(a);
  });

  it("gives everything back when disposed of", () => {
    const before = tf.memory().numTensors;
    const model = tinyModel({ dropout: 0.1 });
    evaluateBatch(model, batch);
    expect(tf.memory().numTensors).toBe(before + model.weights.length);
    model.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });

  it("refuses what cannot be", () => {
    expect(() => tinyModel({ vocabulary: 0 })).toThrow("vocabulary of 0");
    expect(() => tinyModel({ units: [] })).toThrow("one whole number from 1 for each LSTM layer");
    expect(() => tinyModel({ dropout: 1 })).toThrow("dropout of 1");
    expect(() => tinyModel({ seed: 0.5 })).toThrow("seed 0.5");
    expect(() => tinyModel({ units: [4, 5], states: "top-layer" })).toThrow("equal units");
  });
});
