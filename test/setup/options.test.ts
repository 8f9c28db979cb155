import * as fs from "fs";
import * as os from "os";
import * as path from "path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { choosePreset, presets } from "../../lib/preset";
import { readOptions } from "../../setup/options.mjs";

beforeEach(() => ["PRESET", "MIDI_DIR", "COLLECTION", "OUT_DIR", "FRESH"].forEach((name) => vi.stubEnv(name, "")));
afterEach(() => vi.unstubAllEnvs());

/** setup/ runs before there is anything that could run TypeScript, so it reads the names in lib/preset.ts as text. */
describe("the presets that the commands know", () => {
  it("are those of lib, in its order", () => {
    expect(() => readOptions(["--preset", "none"], "")).toThrow(
      `There is no preset "none" (${Object.keys(presets).join(", ")}).`,
    );
    expect(Object.keys(presets).map((name) => readOptions(["--preset", name], "").PRESET)).toEqual(
      Object.keys(presets),
    );
  });

  it("have lib's default, by option and variable alike", () => {
    expect(readOptions([], "").PRESET).toBe(choosePreset().name);
    for (const name of Object.keys(presets)) {
      vi.stubEnv("PRESET", name);
      expect(readOptions([], "").PRESET).toBe(choosePreset().name);
    }
  });
});

describe("--midi", () => {
  it("takes a folder whose name is not UTF-8, its bytes written out", () => {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), "options-"));
    try {
      fs.mkdirSync(Buffer.concat([Buffer.from(`${folder}/`), Buffer.from("caf\xe9", "latin1")]));
      expect(readOptions(["--midi", `${folder}/caf\\xe9`], "").MIDI_DIR).toBe(`${folder}/caf\\xe9`);
      // What Node makes of that name on the command line:
      expect(() => readOptions(["--midi", `${folder}/caf\ufffd`], "")).toThrow(
        "Write bytes of its name that are not UTF-8 as \\xe9, in quotes.",
      );
      expect(() => readOptions(["--midi", `${folder}/none`], "use it so")).toThrow(
        `There is no folder ${folder}/none. Usage: use it so`,
      );
    } finally {
      fs.rmSync(folder, { recursive: true });
    }
  });
});

describe("--collection", () => {
  it("names one that is known, in the option or the variable", () => {
    expect(readOptions(["--collection", "folk"], "").COLLECTION).toBe("folk");
    expect(readOptions(["--collection", "default"], "")).not.toHaveProperty("COLLECTION");
    vi.stubEnv("COLLECTION", "folk");
    expect(readOptions([], "").COLLECTION).toBe("folk");
    expect(readOptions(["--collection", "default"], "").COLLECTION).toBe("");
    expect(() => readOptions(["--collection", "jazz"], "use it so")).toThrow(
      'There is no collection "jazz" (default, folk, essen). Usage: use it so',
    );
  });

  it("does not go with --midi, and wins over the variable MIDI_DIR", () => {
    expect(() => readOptions(["--midi", ".", "--collection", "folk"], "")).toThrow("not both");
    vi.stubEnv("MIDI_DIR", os.tmpdir());
    expect(readOptions(["--collection", "folk"], "")).toMatchObject({ COLLECTION: "folk", MIDI_DIR: "" });
    expect(readOptions([], "").MIDI_DIR).toBe(os.tmpdir());
  });
});
