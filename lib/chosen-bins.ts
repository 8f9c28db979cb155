/** Bins of the reader's own, kept for all notebooks in `data/bins.json` until they are taken back. */
import * as fs from "fs";
import * as path from "path";
import { type BinChoice, type BinChoices, checkEdges, METHODS } from "./encoding";
import { replaceFile } from "./replace-file";

/** The environment variable that names another file, or "off": the bins are the preset's, whatever was chosen. */
const VARIABLE = "CHOSEN_BINS";

const OFF = "off";

function fileOfBins(): string {
  return path.resolve(process.env[VARIABLE] || path.join(__dirname, "..", "data", "bins.json"));
}

/** As a reader knows it. */
const shownFile = (): string => path.relative(path.resolve(__dirname, ".."), fileOfBins());

/**
 * Takes these bins in place of the preset's, in this notebook from the next `choosePreset()` on and in all that follow.
 * @throws Error when they are no bins; those chosen before are then kept.
 * @example useBins({ duration: { edges: [0.13, 0.26, 0.5] }, velocity: { method: "quantile", count: 4 } });
 */
export function useBins(choices: BinChoices): void {
  checkChoices(choices);
  if (process.env[VARIABLE] === OFF) throw new Error(`${VARIABLE} is "${OFF}": the presets' bins hold here.`);
  const { duration, velocity } = choices;
  fs.mkdirSync(path.dirname(fileOfBins()), { recursive: true });
  replaceFile(fileOfBins(), `${JSON.stringify({ duration, velocity }, null, 1)}\n`);
  console.log(
    `${inForce(choices)}\nThey hold from the next choosePreset() on: run that cell, and those after it, again.`,
  );
}

/** Takes the chosen bins back: the preset's hold again. */
export function forgetBins(): void {
  const there = fs.existsSync(fileOfBins());
  fs.rmSync(fileOfBins(), { force: true });
  console.log(
    there
      ? "The chosen bins are forgotten; the preset's hold again from the next choosePreset() on."
      : "No bins were chosen; the preset's hold.",
  );
}

/**
 * The chosen bins; null when there are none.
 * @throws Error when their file is damaged.
 */
export function chosenBins(): BinChoices | null {
  if (process.env[VARIABLE] === OFF || !fs.existsSync(fileOfBins())) return null;
  try {
    const choices = JSON.parse(fs.readFileSync(fileOfBins(), "utf8")) as BinChoices;
    checkChoices(choices);
    return choices;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(`${shownFile()} holds no bins (${reason}); delete it, or choose bins again.`);
  }
}

/** One line that says which bins are in force, and how they are taken back. */
export function inForce({ duration, velocity }: BinChoices): string {
  const words = (choice: BinChoice, unit: string): string =>
    "edges" in choice
      ? choice.edges.length === 0
        ? "one bin"
        : `edges at ${choice.edges.join(", ")}${unit}`
      : `${choice.count} by ${choice.method}`;
  return (
    `Bins of your own are in force: duration, ${words(duration, " s")}; velocity, ${words(velocity, "")} ` +
    `(${shownFile()}; forgetBins() takes them back).`
  );
}

function checkChoices(choices: BinChoices): void {
  for (const feature of ["duration", "velocity"] as const) {
    const choice: Partial<{ method: unknown; count: unknown; edges: unknown }> = choices?.[feature] ?? {};
    if (Array.isArray(choice.edges)) {
      checkEdges(choice.edges);
    } else if (
      !METHODS.some((method) => method === choice.method) ||
      !Number.isInteger(choice.count) ||
      Number(choice.count) < 1
    ) {
      throw new Error(
        `Give ${feature} as { edges: [...] } or { method: "${METHODS.join('" | "')}", count: a whole number from 1 }.`,
      );
    }
  }
}
