// @ts-check
/** The options that `reproduce` and `start` have in common; a notebook reads them from the environment. */
import fs from "node:fs";
import { parseArgs } from "node:util";
import { collections } from "./collections.mjs";
import { SetupError } from "./errors.mjs";
import { bytesOfPath, fromUser } from "./paths.mjs";
import { presets } from "./presets.mjs";

/**
 * The environment variables MIDI_DIR, COLLECTION, PRESET, OUT_DIR and FRESH that the options stand for; an option wins over a
 * variable that is set already. Paths are made absolute.
 * @param {string[]} args
 * @param {string} usage shown, in the same line, when the options are wrong
 * @returns {Record<string, string>}
 * @throws {SetupError} one line that says what is wrong
 */
export function readOptions(args, usage) {
  const text = /** @type {const} */ ({ type: "string" });
  let values;
  try {
    const options = {
      midi: text,
      collection: text,
      preset: text,
      out: text,
      fresh: /** @type {const} */ ({ type: "boolean" }),
    };
    ({ values } = parseArgs({ args, options }));
  } catch (error) {
    // The first sentence of Node's message names the option; the rest is advice about "--".
    const [reason] = /** @type {Error} */ (error).message.split(/\.\s|\n/);
    throw new SetupError(`${reason}. Usage: ${usage}`);
  }
  const { MIDI_DIR, COLLECTION, PRESET, OUT_DIR } = process.env;
  const preset = values.preset ?? (PRESET || "standard");
  if (!presets.includes(preset)) {
    throw new SetupError(`There is no preset "${preset}" (${presets.join(", ")}). Usage: ${usage}`);
  }
  /** @type {Record<string, string>} */
  const environment = { PRESET: preset };
  if (values.midi !== undefined && values.collection !== undefined) {
    throw new SetupError(`Give a folder or a collection, not both. Usage: ${usage}`);
  }
  const collection = values.collection ?? (values.midi === undefined && COLLECTION ? COLLECTION : "default");
  if (!collections.includes(collection)) {
    throw new SetupError(`There is no collection "${collection}" (${collections.join(", ")}). Usage: ${usage}`);
  }
  if (collection !== "default" || COLLECTION) environment.COLLECTION = collection === "default" ? "" : collection;
  // A collection that was asked for in this line wins over a folder named in the environment.
  const midi = values.collection === undefined ? (values.midi ?? MIDI_DIR) : undefined;
  if (values.collection !== undefined && MIDI_DIR) environment.MIDI_DIR = "";
  if (midi) {
    environment.MIDI_DIR = fromUser(midi);
    if (!fs.statSync(bytesOfPath(environment.MIDI_DIR), { throwIfNoEntry: false })?.isDirectory()) {
      // Node has replaced the bytes that are not UTF-8 by U+FFFD before anybody could read them.
      const hint = midi.includes("\ufffd") ? " Write bytes of its name that are not UTF-8 as \\xe9, in quotes." : "";
      throw new SetupError(`There is no folder ${environment.MIDI_DIR}.${hint} Usage: ${usage}`);
    }
  }
  const out = values.out ?? OUT_DIR;
  if (out) {
    environment.OUT_DIR = fromUser(out);
    if (fs.existsSync(environment.OUT_DIR) && !fs.statSync(environment.OUT_DIR).isDirectory()) {
      throw new SetupError(`${environment.OUT_DIR} is not a folder. Usage: ${usage}`);
    }
  }
  if (values.fresh) environment.FRESH = "1";
  return environment;
}
