// @ts-check
/** The names of the presets, read from `lib/preset.ts`: setup/ runs before there is anything that could run TypeScript. */
import fs from "node:fs";
import path from "node:path";
import { projectRoot } from "./paths.mjs";

const file = path.join(projectRoot, "lib", "preset.ts");
const [, union = ""] = /type PresetName = ([^;]*);/.exec(fs.readFileSync(file, "utf8")) ?? [];

/** In their order there. */
export const presets = Array.from(union.matchAll(/"([^"]+)"/g), ([, name]) => name);
if (presets.length === 0) throw new Error(`${file} has no line "type PresetName = …;" with the presets' names.`);

/** As a usage line says it: "quick|standard|article". */
export const presetNames = presets.join("|");
