// @ts-check
import path from "node:path";
import { parseArgs } from "node:util";
import { SetupError } from "../errors.mjs";
import { fromUser, projectRoot } from "../paths.mjs";
import { presetNames, presets } from "../presets.mjs";
import { runInForeground } from "../run.mjs";

const usage =
  "Usage: npm run continue -- song.mid [--temperature 0.9] [--top-p 1] [--notes 200] [--seed 0] [--out new.mid] " +
  `[--force] [--preset ${presetNames} | --model FILE]`;

/**
 * Goes on with a song with the trained model, or with the small one that is shipped.
 * @type {import("../command.mjs").Command}
 */
export function continueSong(args) {
  const wanted = readContinueOptions(args);
  return async () => {
    const tsx = path.join(projectRoot, "node_modules", "tsx", "dist", "cli.mjs");
    return runInForeground(process.execPath, [tsx, "reproduce/continue.ts", JSON.stringify(wanted)], {
      cwd: projectRoot,
    });
  };
}

/**
 * What `reproduce/continue.ts` takes.
 * @param {string[]} args
 * @throws {SetupError}
 */
export function readContinueOptions(args) {
  const text = /** @type {const} */ ({ type: "string" });
  let parsed;
  try {
    const options = {
      temperature: text,
      "top-p": text,
      notes: text,
      seed: text,
      out: text,
      preset: text,
      model: text,
      force: /** @type {const} */ ({ type: "boolean" }),
    };
    parsed = parseArgs({ args, options, allowPositionals: true });
  } catch (error) {
    throw new SetupError(`${/** @type {Error} */ (error).message.split(/\.\s|\n/)[0]}. ${usage}`);
  }
  const { values, positionals } = parsed;
  if (positionals.length !== 1) {
    throw new SetupError(`${positionals.length === 0 ? "Say which song" : "Give one song"}. ${usage}`);
  }
  /**
   * @param {"temperature" | "top-p" | "notes" | "seed"} name
   * @param {number} usual
   * @param {(value: number) => boolean} fits
   * @param {string} range
   */
  const number = (name, usual, fits, range) => {
    const given = values[name];
    const value = given === undefined ? usual : given.trim() === "" ? Number.NaN : Number(given);
    if (!fits(value)) throw new SetupError(`--${name} ${given}: give ${range}. ${usage}`);
    return value;
  };
  const int32 = (/** @type {number} */ n) => Number.isInteger(n) && Math.abs(n) < 2 ** 31;
  const preset = values.preset ?? (process.env.PRESET || "standard");
  if (!presets.includes(preset))
    throw new SetupError(`There is no preset "${preset}" (${presets.join(", ")}). ${usage}`);
  if (values.model !== undefined && values.preset !== undefined) {
    throw new SetupError(`Give a preset or a model, not both. ${usage}`);
  }
  const { OUT_DIR } = process.env;
  return {
    song: withHint(positionals[0]),
    temperature: number(
      "temperature",
      0.9,
      (n) => n >= 0 && n < Infinity,
      "a number from 0 (always the likeliest note)",
    ),
    topP: number("top-p", 1, (n) => n > 0 && n <= 1, "a number above 0, at most 1"),
    notes: number(
      "notes",
      200,
      (n) => Number.isInteger(n) && n >= 1 && n <= 100_000,
      "a whole number from 1 to 100000",
    ),
    seed: number("seed", 0, int32, "a whole number"),
    out: values.out === undefined ? null : fromUser(values.out),
    force: values.force ?? false,
    here: fromUser("."),
    results: OUT_DIR ? fromUser(OUT_DIR) : path.join(projectRoot, "results", preset),
    model: values.model === undefined ? null : fromUser(values.model),
  };
}

/**
 * The path of the song, made absolute.
 * @param {string} given
 */
function withHint(given) {
  // Node has replaced the bytes that are not UTF-8 by U+FFFD before anybody could read them.
  if (!given.includes("\ufffd")) return fromUser(given);
  throw new SetupError("Write bytes of the song's name that are not UTF-8 as \\xe9, in quotes.");
}
