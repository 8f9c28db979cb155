/**
 * `native/` without TensorFlow: products, both passes and the decoder against float64, several callers at once, and the
 * same under the address and thread sanitizers. What this machine does with its own compiler; `npm run check-native`
 * does all instruction sets and compilers.
 */
import { describe, expect, it } from "vitest";
import { readCheckOptions } from "../../setup/commands/check-native.mjs";
import { findCompiler, flagsFor } from "../../setup/compiler.mjs";
import { compileForThisMachine } from "../../setup/instruction-sets.mjs";
import { checkNativeBuild } from "../../setup/native-check.mjs";
import { sanitizerJobs } from "../../setup/native-jobs.mjs";
import { projectRoot } from "../../setup/paths.mjs";
import { withoutCompiled } from "../model/tested";

/** Compiling takes 10 s for each, on a machine that does nothing else. */
const PATIENCE = 600_000;

describe.skipIf(withoutCompiled)("native/", () => {
  it("gives float64's numbers, also to several callers at once", { timeout: PATIENCE }, async () => {
    const compiler = await findCompiler(projectRoot);
    const flags = ["-O2", ...compileForThisMachine()];
    const counted = await checkNativeBuild(projectRoot, { title: "native", compiler, flags });
    expect(counted).toMatch(/^[1-9]\d{3} right, 0 wrong$/);
  });

  it("keeps to its memory, and each thread to its turn", { timeout: PATIENCE }, async (context) => {
    const compiler = await findCompiler(projectRoot);
    // ziglang, which stands in where there is no compiler, has no address sanitizer.
    context.skip(compiler.name === "ziglang", "no sanitizers in this compiler");
    for (const { check } of sanitizerJobs(projectRoot, compiler)) {
      expect(await check()).toMatch(/^[1-9]\d* right, 0 wrong$/);
    }
  });
});

describe("the options of check-native", () => {
  it("are words or --speed", () => {
    expect(readCheckOptions([])).toEqual({ speed: false, words: [] });
    expect(readCheckOptions(["avx2", "keras"])).toEqual({ speed: false, words: ["avx2", "keras"] });
    expect(readCheckOptions(["--speed"])).toEqual({ speed: true, words: [] });
    expect(() => readCheckOptions(["--speed", "avx2"])).toThrow("takes no words. Usage: npm run check-native");
    expect(() => readCheckOptions(["--fast"])).toThrow("Usage: npm run check-native");
  });
});

describe("a compiler's own spelling", () => {
  it("of CPUs has underscores in ziglang", () => {
    const flags = ["-O3", "-march=skylake-avx512", "-march=x86-64", "-fsanitize=address"];
    expect(flagsFor({ name: "g++" }, flags)).toEqual(flags);
    expect(flagsFor({ name: "ziglang" }, flags).slice(1)).toEqual([
      "-march=skylake_avx512",
      "-march=x86_64",
      "-fsanitize=address",
    ]);
  });
});
