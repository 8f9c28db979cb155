// @ts-check
/** Finding a C++ compiler: the system's, else the one in the Python package ziglang. */
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { sitePackages, venvPython } from "./paths.mjs";
import { run } from "./run.mjs";
import { pipInstall } from "./venv.mjs";

/**
 * `folder`: of the package ziglang, where it is that.
 * @typedef {{ program: string, args: string[], name: string, folder?: string }} Compiler
 */

/**
 * The first compiler that builds a shared library from a C++17 file: $CXX, c++, g++, clang++, then ziglang, which is
 * installed into `.venv` when none of them does.
 * @param {string} root
 * @returns {Promise<Compiler>}
 */
export async function findCompiler(root) {
  return (await workingCompiler()) ?? ziglang(root);
}

/**
 * The system's, without installing anything; null when none works.
 * @returns {Promise<Compiler | null>}
 */
export async function workingCompiler() {
  for (const program of [process.env.CXX, "c++", "g++", "clang++"]) {
    if (!program) continue;
    const compiler = { program, args: [], name: program };
    if (await works(compiler)) return compiler;
  }
  return null;
}

/**
 * The compiler in the Python package ziglang, installed into `.venv` where it is not there.
 * @param {string} root
 * @returns {Promise<Compiler>}
 */
export async function ziglang(root) {
  await pipInstall(root, path.join(root, "requirements-compiler.txt"), "C++ compiler");
  const folder = sitePackages(root)
    .map((place) => path.join(place, "ziglang"))
    .find((place) => fs.existsSync(place));
  return { program: venvPython(root), args: ["-m", "ziglang", "c++"], name: "ziglang", folder };
}

/**
 * Flags as this compiler spells them: ziglang names CPUs with underscores (`-march=skylake_avx512`).
 * @param {Compiler} compiler
 * @param {readonly string[]} flags
 * @returns {string[]}
 */
export function flagsFor({ name }, flags) {
  return flags.map((flag) => (name === "ziglang" && flag.startsWith("-m") ? flag.replace(/(?<!^)-/g, "_") : flag));
}

/** @param {Compiler} compiler */
async function works(compiler) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "compiler-"));
  try {
    const source = path.join(folder, "try.cc");
    fs.writeFileSync(source, "#include <string>\nstd::string f() { return std::to_string(1); }\n");
    const args = [...compiler.args, "-std=c++17", "-shared", "-fPIC", source, "-o", path.join(folder, "try.so")];
    return (await run(compiler.program, args)).code === 0;
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}
