/** Keras as the second opinion: runs a Python script of this folder on named arrays, gets named arrays back. */
import { execFileSync } from "child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "fs";
import { tmpdir } from "os";
import { join } from "path";
import type { tf } from "../../lib/tensorflow";

export interface NamedArray {
  shape: number[];
  data: number[];
}
export type Arrays = Record<string, NamedArray>;

export function toArray(tensor: tf.Tensor): NamedArray {
  return { shape: tensor.shape, data: Array.from(tensor.dataSync()) };
}

/** The script gets the paths of two JSON files, input and output. */
export function runKeras<Output>(script: string, input: unknown): Output {
  const folder = mkdtempSync(join(tmpdir(), "keras-"));
  try {
    writeFileSync(join(folder, "input.json"), JSON.stringify(input));
    const python = join(__dirname, "../../.venv/bin/python");
    execFileSync(python, [join(__dirname, "..", script), join(folder, "input.json"), join(folder, "output.json")], {
      stdio: ["ignore", "ignore", "pipe"],
      env: { ...process.env, TF_CPP_MIN_LOG_LEVEL: "3", CUDA_VISIBLE_DEVICES: "" },
    });
    return JSON.parse(readFileSync(join(folder, "output.json"), "utf8")) as Output;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Largest difference of two arrays, in units of the allowed one: absolute + relative * |expected|. At most 1 is equal. */
export function difference(
  actual: ArrayLike<number>,
  expected: ArrayLike<number>,
  absolute = 1e-5,
  relative = 1e-4,
): number {
  if (actual.length !== expected.length) return Infinity;
  let largest = 0;
  for (let i = 0; i < expected.length; i++) {
    const d = Math.abs(actual[i] - expected[i]) / (absolute + relative * Math.abs(expected[i]));
    if (!(d <= largest)) largest = Number.isNaN(d) ? Infinity : d;
  }
  return largest;
}
