/** `npm run bench -- --cpu SET`: which sets a machine can run, and how everyone is held to one. */
import * as fs from "fs";
import * as path from "path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { cpuNames } from "../../bench/report";
import { readBenchOptions } from "../../setup/commands/bench.mjs";
import { cpuFlags, instructionSets, setsOf } from "../../setup/instruction-sets.mjs";
import { FakeProject } from "./fake-project";

const names = (sets: readonly { name: string }[]) => sets.map(({ name }) => name);
const laptop = ["avx2", "fma", "bmi2", "f16c", "sse4_2"];
const server = [...laptop, "avx512f", "avx512bw", "avx512cd", "avx512dq", "avx512vl"];

describe("the instruction sets of a machine", () => {
  it("are those whose flags its CPU has, the widest first", () => {
    expect(names(setsOf("x64", [...server, "avx512_bf16", "amx_tile", "amx_bf16"]))).toEqual([
      "amx",
      "avx512_bf16",
      "avx512",
      "avx2",
      "plain",
    ]);
    expect(names(setsOf("x64", [...server, "avx512_bf16"]))).toEqual(["avx512_bf16", "avx512", "avx2", "plain"]);
    expect(names(setsOf("x64", server))).toEqual(["avx512", "avx2", "plain"]);
    expect(names(setsOf("x64", laptop))).toEqual(["avx2", "plain"]);
    expect(names(setsOf("x64", []))).toEqual(["plain"]);
    expect(names(setsOf("arm64", ["asimd"]))).toEqual(["neon"]);
  });

  it("are the ones that bench.json knows", () => {
    expect(names(instructionSets)).toEqual(cpuNames);
  });

  it("are read from the system's description of the CPU", () => {
    const project = new FakeProject();
    project.write("cpuinfo", "processor\t: 0\nflags\t\t: fma avx2\n\nprocessor\t: 1\nflags\t\t: none\n");
    expect(cpuFlags(path.join(project.root, "cpuinfo"))).toEqual(["avx2", "fma"]);
    expect(cpuFlags(path.join(project.root, "not there"))).toEqual([]);
    project.remove();
  });
});

describe("the options", () => {
  const own = setsOf("x64", laptop);
  it("are the widest set by default, and rows", () => {
    expect(readBenchOptions([], own)).toEqual({ set: own[0], rows: [] });
    const { set, rows } = readBenchOptions(["train.256", "--cpu", "plain", "read"], own);
    expect([set.name, rows]).toEqual(["plain", ["train.256", "read"]]);
  });

  it("are refused in one line that says what there is", () => {
    const usage = "Usage: npm run bench [-- --cpu avx2|plain] [row ...]";
    const refused = (...args: string[]) => expect(() => readBenchOptions(args, own));
    refused("--cpu", "amx").toThrow(`This CPU cannot run amx; it can run avx2, plain. ${usage}`);
    refused("--cpu", "neon").toThrow(`This CPU cannot run neon; it can run avx2, plain. ${usage}`);
    refused("--cpu", "mmx").toThrow(`There is no instruction set "mmx". ${usage}`);
    refused("--fast").toThrow(usage);
  });
});

describe.skipIf(process.arch !== "x64")("everyone is held to a set", () => {
  const plain = path.join(".bench-venv", "addons", "plain");
  let project: FakeProject;
  beforeEach(async () => {
    project = new FakeProject();
    project.write("native/lstm.cc", "");
    project.write("bench/requirements.txt", "");
    project.write("bench/requirements-torch.txt", "");
    expect((await project.run()).status).toBe(0);
    const told = ["ONEDNN_MAX_CPU_ISA", "MKL_ENABLE_INSTRUCTIONS", "ATEN_CPU_CAPABILITY", "TENSORFLOW_ADDON"];
    project.write(
      "node_modules/tsx/dist/cli.mjs",
      `import fs from "node:fs";
       const told = ${JSON.stringify(told)}.map((name) => process.env[name]).filter(Boolean);
       fs.appendFileSync(process.env.STUB_LOG, [...process.argv.slice(2), ...told].join(" ") + "\\n");`,
    );
    project.calls();
  });
  afterEach(() => project.remove());

  it("ours by a build of its own, made and timed once, the others by their libraries' variables", async () => {
    const reader = path.join(project.root, "node_modules/@tensorflow/tfjs-node/lib/napi-v8");
    const before = fs.readdirSync(reader).map((name) => fs.readFileSync(path.join(reader, name), "utf8"));
    const { status, lines } = await project.run(["bench", "--cpu", "plain", "read"]);
    expect(status).toBe(0);
    expect(lines.find((line) => line.includes("LSTM:"))).toContain("our ops for plain");
    const addon = path.join(project.root, plain, "tfjs_tensorflow.node");
    const started = `bench/main.ts --cpu plain read SSE41 SSE4_2 default ${addon}`;
    const calls = project.calls();
    expect(calls.slice(-2)).toEqual(["measure SSE41", started]);
    expect(calls).toContain("compile lstm.cc");
    expect(calls).not.toContain("compile quiet-front.c");
    expect(fs.readdirSync(reader).map((name) => fs.readFileSync(path.join(reader, name), "utf8"))).toEqual(before);
    await project.run(["bench", "--cpu", "plain", "read"]);
    expect(project.calls()).toEqual([started]);
  });

  it("by default to none, with the reader's own build, whatever the environment says", async () => {
    await project.run(["bench", "read"], { ONEDNN_MAX_CPU_ISA: "AVX2", TENSORFLOW_ADDON: "elsewhere" });
    expect(project.calls().at(-1)).toMatch(/^bench\/main\.ts --cpu \w+ read$/);
  });
});
