/**
 * A notebook's cells as one program, run from top to bottom without Jupyter. The kernel checks the types of each cell,
 * which takes longer than most cells do; here nothing is checked, so that a notebook can be run many times over.
 */
import { spawn } from "child_process";
import * as fs from "fs";
import * as os from "os";
import * as path from "path";
import { root } from "../kernel/kernelspec";
import type { Cell } from "./notebook";

/** Import statements, which stand at the top of a program. */
const imports = /^ *import (?:[^;"]*? from )?"[^"]+";$/gm;

/** The text of the program: imports, then the cells in one asynchronous function that says how far it came. */
export function programOf(sources: readonly string[]): string {
  const head = sources.flatMap((source) => source.match(imports) ?? []);
  const body = sources.map((source, i) => `__cell = ${i + 1};\n${source.replace(imports, "")}`);
  const program = [
    ...head,
    "let __cell = 0;",
    `(async () => {\n${body.join("\n")}\n})().catch((error) => {`,
    "  process.stderr.write(`cell [${__cell}]: ${error?.stack ?? error}\\n`);",
    "  process.exitCode = 1;",
    "});",
  ];
  return program.join("\n").replace(/"\.\/lib\//g, `"${root}/lib/`);
}

export const codeOf = (cells: readonly Cell[]): string[] =>
  cells.filter(({ cell_type }) => cell_type === "code").map(({ source }) => source);

/** Runs cells in the project's root, at the preset quick unless `env` says otherwise. */
export async function runProgram(
  sources: readonly string[],
  env: Record<string, string>,
): Promise<{ status: number | null; stdout: string; stderr: string }> {
  const scratch = fs.mkdtempSync(path.join(os.tmpdir(), "program-"));
  const file = path.join(scratch, "cells.ts");
  fs.writeFileSync(file, programOf(sources));
  try {
    const child = spawn(process.execPath, ["--require", require.resolve("tsx/cjs"), file], {
      cwd: root,
      env: { ...process.env, PRESET: "quick", FRESH: "", MIDI_DIR: "", ...env },
    });
    let [stdout, stderr] = ["", ""];
    child.stdout.on("data", (text) => (stdout += text));
    child.stderr.on("data", (text) => (stderr += text));
    const status = await new Promise<number | null>((resolve) => child.on("close", resolve));
    return { status, stdout, stderr };
  } finally {
    fs.rmSync(scratch, { recursive: true, force: true });
  }
}
