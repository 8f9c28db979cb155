import { describe, expect, it } from "vitest";
import type { ModelBench, ModelResult } from "../../bench/model-bench";
import { rowFaults } from "../../bench/report";
import type { Rounds } from "../../bench/rounds";
import { modelRows, peakOf, readRow } from "../../bench/summary";

const limits = { seconds: 1, least: 1, most: 1 };
const bench: ModelBench = {
  name: "train.256",
  limits,
  turn: 1,
  matmul: 64,
  workload: {
    vocabulary: 5,
    units: [2, 3],
    dropout: 0,
    timesteps: 4,
    batch: 2,
    learningRate: 1,
    precision: "float32",
    seed: 1,
    windows: [],
  },
  generations: [
    { name: "generate.256", songs: 1, length: 9, limits },
    { name: "generate.256.batch64", songs: 64, length: 9, limits },
  ],
};
const rounds = (values: Record<string, number[]>): Rounds => ({
  values: new Map(Object.entries(values)),
  losses: new Map(),
  foreignCpu: 0.01,
  failed: [],
});
const result: ModelResult = {
  rounds: new Map([
    ["train.256", rounds({ ours: [30, 40, 20], keras: [10, 20, 10], torch: [20, 20, 20] })],
    ["generate.256", rounds({ ours: [100], keras: [1] })],
    ["generate.256.batch64", rounds({ ours: [1000] })],
  ]),
  matmul: new Map([
    ["TensorFlow", [1, 3, 2]],
    ["PyTorch", [1.5, 1, 1.9]],
    ["ours", [9, 9.5, 9]],
  ]),
  memory: new Map(),
  versions: new Map(),
  missing: [],
};

describe("rows of a model", () => {
  const rows = modelRows(bench, result, "avx2");

  it("hold medians, and what the fastest product would allow, ours included", () => {
    // 1322 - 320 operations a note in training, 262 - 80 in generation (flops.test.ts); 9.5 · 10⁹ a second at best.
    expect(rows.map(({ row }) => row)).toEqual([
      {
        name: "train.256",
        unit: "notes/s",
        cpu: "avx2",
        ours: 30,
        peers: { keras: 10, torch: 20 },
        limit: Number((9.5e9 / 1002).toPrecision(5)),
      },
      { name: "generate.256", unit: "notes/s", cpu: "avx2", ours: 100, peers: { keras: 1 }, limit: null },
      {
        name: "generate.256.batch64",
        unit: "notes/s",
        cpu: "avx2",
        ours: 1000,
        peers: {},
        limit: Number((9.5e9 / 182).toPrecision(5)),
      },
    ]);
    expect(rowFaults(rows.map(({ row }) => row))).toEqual([]);
  });

  it("hold ratios within the rounds", () => {
    expect(rows[0].ratio).toEqual({ keras: 2, torch: 1.5 });
  });

  it("are left out where ours failed", () => {
    const without = { ...result, rounds: new Map([["train.256", rounds({ keras: [1] })]]) };
    expect(modelRows(bench, without, "avx2")).toEqual([]);
  });
});

it("the peak is the fastest round of the fastest product, ours included; none without a product", () => {
  expect(peakOf(result.matmul)).toBe(9.5);
  expect(peakOf(new Map())).toBeNull();
});

it("the first reading of a process is what counts", () => {
  const read = {
    first: new Map([
      ["ours", [90, 110, 100]],
      ["pretty_midi", [5, 5, 4]],
      ["tfjs", [30, 30, 30]],
    ]),
    again: new Map([["ours", [999]]]),
    found: new Map(),
    failed: [],
  };
  expect(readRow(read, "amx")[0].row).toEqual({
    name: "read",
    unit: "files/s",
    cpu: "amx",
    ours: 100,
    peers: { pretty_midi: 5 },
    limit: null,
  });
});
