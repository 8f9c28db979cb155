import * as fs from "fs";
import * as path from "path";
import { root } from "../kernel/kernelspec";
import type { Notebook } from "./notebook";

/** Lines that a cell may have: one small definition or call. */
const longest = 15;

/** What a notebook's text lacks, as sentences; [] when all is well. */
export function styleFaults({ cells, metadata }: Notebook): string[] {
  const faults: string[] = [];
  if (metadata.kernelspec?.name !== "tslab") faults.push("is not for the kernel tslab");
  if (cells[0]?.cell_type !== "markdown" || !/^# \S/.test(cells[0].source)) faults.push("does not start with a title");
  const headings = cells
    .filter((cell) => cell.cell_type === "markdown")
    .flatMap((cell) => [...cell.source.matchAll(/^#{1,6} +(.+)$/gm)].map((match) => match[1].trim()));
  if (headings.slice(-2).join(", ") !== "Summary, Exercises")
    faults.push("does not end with the sections Summary and Exercises");
  let number = 0;
  for (const { cell_type, source } of cells) {
    if (cell_type !== "code") continue;
    number++;
    const lines = source.trim().split("\n").length;
    if (lines > longest) faults.push(`cell [${number}] has ${lines} lines, more than ${longest}`);
    if (source.trim() === "") faults.push(`cell [${number}] is empty`);
    for (const [, name] of source.matchAll(/(?<!await )\b(show[A-Z]\w*)\(/g)) {
      faults.push(`cell [${number}] does not await ${name}`);
    }
    // What other cells made is still needed by the exercises, and by whoever goes back and runs a cell again.
    for (const [, name] of source.matchAll(/^(\w+)\.dispose\(\)/gm)) {
      if (!new RegExp(`\\b(const|let) ${name}\\b`).test(source))
        faults.push(`cell [${number}] disposes of ${name}, which another cell made`);
    }
  }
  const text = cells.map(({ source }) => source).join("\n");
  for (const file of new Set(text.match(/\b(lib|data|test|kernel|setup|reproduce)\/[\w./-]*\w/g) ?? [])) {
    const there = [file, `${file}.ts`, `${file}/index.ts`].some((name) => fs.existsSync(path.join(root, name)));
    if (!there) faults.push(`names ${file}, which is not there`);
  }
  return faults;
}

/** What is wrong with a notebook's outputs after a run from top to bottom, as sentences. */
export function outputFaults({ cells }: Notebook): string[] {
  const code = cells.filter((cell) => cell.cell_type === "code");
  const faults = code.flatMap((cell, i) => [
    ...(cell.execution_count === i + 1 ? [] : [`cell [${i + 1}] was run as number ${cell.execution_count}`]),
    ...cell.outputs.flatMap((output) => {
      if (output.output_type === "error" && !cell.metadata.tags?.includes("raises-exception")) {
        return [`cell [${i + 1}] ends in ${output.ename}: ${output.evalue}`];
      }
      return output.name === "stderr"
        ? [`cell [${i + 1}] writes to stderr: ${[output.text].flat().join("").slice(0, 200)}`]
        : [];
    }),
  ]);
  return code.some((cell) => cell.outputs.length > 0) ? faults : [...faults, "has no outputs"];
}
