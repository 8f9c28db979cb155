// @ts-check
/** Instruction sets of CPUs: which there are, which this machine has, and how everyone is held to one of them. */
import fs from "node:fs";

/**
 * `flags`: names in /proc/cpuinfo that a CPU must have. `compile`: what the compiler is told for this set and no more.
 * `holds`: environment variables that hold the libraries of others to it: oneDNN (TensorFlow, PyTorch), MKL and ATen
 * (PyTorch). `bfloat16`: whether TensorFlow, held so, multiplies in bfloat16; it asks the CPU and not oneDNN whether
 * that can be done, and ends the process where they disagree.
 * @typedef {{ name: string, arch: string, flags: string[], compile: string[], holds: Record<string, string>, bfloat16: boolean }} InstructionSet
 */

const wide = ["avx512f", "avx512bw", "avx512cd", "avx512dq", "avx512vl"];

/**
 * The widest first.
 * @type {readonly InstructionSet[]}
 */
export const instructionSets = [
  {
    name: "amx",
    arch: "x64",
    flags: [...wide, "avx512_bf16", "amx_tile", "amx_bf16"],
    compile: [],
    holds: {},
    bfloat16: true,
  },
  {
    name: "avx512_bf16",
    arch: "x64",
    flags: [...wide, "avx512_bf16"],
    compile: ["-march=cooperlake"],
    holds: {
      ONEDNN_MAX_CPU_ISA: "AVX512_CORE_BF16",
      MKL_ENABLE_INSTRUCTIONS: "AVX512",
      ATEN_CPU_CAPABILITY: "avx512",
    },
    bfloat16: true,
  },
  {
    name: "avx512",
    arch: "x64",
    flags: wide,
    compile: ["-march=skylake-avx512"],
    holds: {
      ONEDNN_MAX_CPU_ISA: "AVX512_CORE",
      MKL_ENABLE_INSTRUCTIONS: "AVX512",
      ATEN_CPU_CAPABILITY: "avx512",
    },
    bfloat16: true,
  },
  {
    name: "avx2",
    arch: "x64",
    flags: ["avx2", "fma", "bmi2", "f16c"],
    compile: ["-march=haswell"],
    holds: { ONEDNN_MAX_CPU_ISA: "AVX2", MKL_ENABLE_INSTRUCTIONS: "AVX2", ATEN_CPU_CAPABILITY: "avx2" },
    bfloat16: false,
  },
  { name: "neon", arch: "arm64", flags: [], compile: [], holds: {}, bfloat16: true },
  {
    name: "plain",
    arch: "x64",
    flags: [],
    compile: ["-march=x86-64"],
    holds: { ONEDNN_MAX_CPU_ISA: "SSE41", MKL_ENABLE_INSTRUCTIONS: "SSE4_2", ATEN_CPU_CAPABILITY: "default" },
    bfloat16: false,
  },
];

/** What the CPU says it can do, as /proc/cpuinfo names it; empty where there is no such file. */
export function cpuFlags(file = "/proc/cpuinfo") {
  const text = fs.existsSync(file) ? fs.readFileSync(file, "utf8") : "";
  return (/^(?:flags|Features)\s*: (.*)$/m.exec(text)?.[1] ?? "").split(/\s+/).filter(Boolean).sort();
}

/**
 * The sets that a machine can run, the widest first; by default, this machine.
 * @param {string} [arch]
 * @param {readonly string[]} [flags]
 */
export function setsOf(arch = process.arch, flags = cpuFlags()) {
  return instructionSets.filter((set) => set.arch === arch && set.flags.every((flag) => flags.includes(flag)));
}

/**
 * What the compiler is told for the very machine it runs on; by default, this one.
 * @param {{ arch: string, platform: string }} [machine]
 * @returns {string[]}
 */
export function compileForThisMachine({ arch, platform } = process) {
  if (arch === "x64") return ["-march=native"];
  // On macOS the compiler takes the oldest Apple silicon by itself; elsewhere on ARM -mcpu names the CPU.
  return platform === "darwin" ? [] : ["-mcpu=native"];
}
