// @ts-check
import path from "node:path";
import { parseArgs } from "node:util";
import { SetupError } from "../errors.mjs";
import { fromUser, projectRoot } from "../paths.mjs";
import { presetNames, presets } from "../presets.mjs";
import { runInForeground } from "../run.mjs";

const usage = `npm run export -- [--preset ${presetNames}] [--out DIR] [--keras FILE] [--to DIR]`;

/**
 * Writes a trained model as safetensors, Keras and ONNX files into a new folder: that of the preset's run, of the run in
 * `--out`, or of `--keras`, a file that Keras saved.
 * @type {import("../command.mjs").Command}
 */
export function exportCommand(args) {
  const text = /** @type {const} */ ({ type: "string" });
  let values;
  try {
    ({ values } = parseArgs({ args, options: { preset: text, out: text, keras: text, to: text } }));
  } catch (error) {
    const [reason] = /** @type {Error} */ (error).message.split(/\.\s|\n/);
    throw new SetupError(`${reason}. Usage: ${usage}`);
  }
  const preset = values.preset ?? (process.env.PRESET || "standard");
  if (!presets.includes(preset)) throw new SetupError(`There is no preset "${preset}". Usage: ${usage}`);
  const out = values.out ?? process.env.OUT_DIR;
  const run = out ? fromUser(out) : path.join(projectRoot, "results", preset);
  if (values.keras && !values.to) throw new SetupError(`Say where to with --to. Usage: ${usage}`);
  const to = values.to ? fromUser(values.to) : path.join(run, "export");
  const environment = { TO: to, ...(values.keras ? { KERAS: fromUser(values.keras) } : { RUN: run }) };
  const tsx = path.join(projectRoot, "node_modules", "tsx", "dist", "cli.mjs");
  return () =>
    runInForeground(process.execPath, [tsx, "reproduce/export.ts"], {
      cwd: projectRoot,
      env: { ...process.env, ...environment },
    });
}
