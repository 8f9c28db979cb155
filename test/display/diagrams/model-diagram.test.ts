import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { capture, lstmSvg, seq2seqSvg, showLstm, showModel } from "../../../lib/display";
import { modelGraph } from "../../../lib/display/diagrams/model-graph";
import { Seq2Seq } from "../../../lib/model";
import { tf } from "../../../lib/tensorflow";
import { parseSvg } from "../svg";

let model: Seq2Seq;
beforeAll(() => {
  model = new Seq2Seq({ vocabulary: 20, units: [8, 8], dropout: 0.1, seed: 1 });
});
afterAll(() => model.dispose());

const texts = (svg: string): string[] =>
  Array.from(parseSvg(svg).querySelectorAll("text"), (text) => text.textContent!);

describe("modelGraph", () => {
  it("reads layers, shapes and weights from the model", () => {
    const { nodes } = modelGraph(model.training);
    const weights = Object.fromEntries(nodes.map(({ name, parameters }) => [name, parameters]));
    // An LSTM layer has 4·U·(inputs + U + 1) weights: 4·8·(20 + 8 + 1) and 4·8·(8 + 8 + 1); the output layer 8·20 + 20.
    expect(weights).toMatchObject({
      encoder_1: 928,
      encoder_2: 544,
      decoder_1: 928,
      decoder_2: 544,
      logits: 180,
      encoder_notes: 0,
    });
    expect(nodes.reduce((sum, { parameters }) => sum + parameters, 0)).toBe(model.parameters);
    expect(nodes.find(({ name }) => name === "logits")!.outputs).toEqual(["[B, T, 20]"]);
    expect(nodes.find(({ name }) => name === "encoder_1")!.outputs).toEqual(["[T, B, 8]", "[B, 8]", "[B, 8]"]);
  });

  it("finds the states that start each decoder layer", () => {
    const { edges, nodes } = modelGraph(model.training);
    const name = (id: string): string => nodes.find((node) => node.id === id)!.name;
    const states = edges
      .filter(({ input }) => input > 0)
      .map(({ from, output, to, input }) => [name(from), output, name(to), input]);
    expect(states.sort()).toEqual([
      ["encoder_1", 1, "decoder_1", 1],
      ["encoder_1", 2, "decoder_1", 2],
      ["encoder_2", 1, "decoder_2", 1],
      ["encoder_2", 2, "decoder_2", 2],
    ]);
  });

  it("holds only what is in the given model, though layers are shared", () => {
    expect(modelGraph(model.encoder).nodes.map(({ name }) => name)).toEqual([
      "encoder_notes",
      "encoder_1",
      "encoder_dropout_1",
      "encoder_2",
    ]);
    expect(
      modelGraph(model.decoder)
        .nodes.filter(({ input }) => input)
        .map(({ name }) => name),
    ).toEqual(["note", "h1", "c1", "h2", "c2"]);
  });
});

describe("seq2seqSvg", () => {
  it("draws training and inference, every layer with its shape and weights", () => {
    const shown = texts(seq2seqSvg(model).svg);
    expect(shown.filter((text) => text === "encoder_2 (Lstm)")).toHaveLength(2);
    expect(shown.filter((text) => text === "decoder_1 (Lstm)")).toHaveLength(2);
    expect(shown).toEqual(
      expect.arrayContaining([
        "Training",
        "logits (Logits)",
        "[B, T, 20] · 180 weights",
        "[T, B, 8] · 928 weights",
        "probabilities (Softmax)",
      ]),
    );
    // Two states' arrows in training, two from the encoder to the decoder in inference.
    expect(shown.filter((text) => text === "h, c")).toHaveLength(4);
  });

  it("follows the model: with states from the top layer only, both arrows leave that one", () => {
    const top = new Seq2Seq({ vocabulary: 20, units: [8, 8], dropout: 0, seed: 1, states: "top-layer" });
    const { edges, nodes } = modelGraph(top.training);
    expect(edges.filter(({ input }) => input > 0).map(({ from }) => nodes.find(({ id }) => id === from)!.name)).toEqual(
      Array(4).fill("encoder_2"),
    );
    expect(seq2seqSvg(top).svg).not.toBe(seq2seqSvg(model).svg);
    top.dispose();
  });

  it("grows with the model", () => {
    const deep = new Seq2Seq({ vocabulary: 20, units: [8, 8, 8], dropout: 0, seed: 1 });
    const height = (svg: string): number => Number(parseSvg(svg).documentElement.getAttribute("height"));
    expect(height(seq2seqSvg(deep).svg)).toBeGreaterThan(height(seq2seqSvg(model).svg));
    expect(Number(parseSvg(seq2seqSvg(deep).svg).documentElement.getAttribute("width"))).toBeLessThanOrEqual(900);
    deep.dispose();
  });
});

it("shows drawings as SVG with words, which GitHub shows", async () => {
  const tensors = tf.memory().numTensors;
  const outputs = await capture(async () => {
    await showModel(model);
    await showLstm();
    await showLstm({ title: "With <a> title", alt: "Words of one's own, long enough to say something" });
  });
  expect(tf.memory().numTensors).toBe(tensors);
  for (const { data } of outputs) {
    expect(Object.keys(data)).toEqual(["image/svg+xml", "text/plain"]);
    const { documentElement: svg } = parseSvg(data["image/svg+xml"] as string);
    expect(svg.tagName).toBe("svg");
    const name = svg.getAttribute("aria-label")!;
    expect(name.length).toBeGreaterThan(40);
    expect(data["text/plain"]).toContain(name);
    expect(svg.getAttribute("style")).toBe("max-width:100%;height:auto");
  }
  const [, plain, withTitle] = outputs.map(({ data }) => parseSvg(data["image/svg+xml"] as string).documentElement);
  expect(texts(withTitle.outerHTML)).toContain("With <a> title");
  const height = (svg: Element): number => Number(svg.getAttribute("height"));
  expect(height(withTitle)).toBe(height(plain) + 24);
  expect(withTitle.querySelector("svg")!.getAttribute("y")).toBe("24");
  expect(withTitle.getAttribute("aria-label")).toContain("Words of one's own");
  expect(withTitle.querySelectorAll("[aria-label]")).toHaveLength(0);
  expect(texts(lstmSvg().svg)).toContain("x₁·K + h₀·R + b");
});
