import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { choosePreset, presets } from "../../lib/preset";
import { readOptions } from "../../setup/options.mjs";

beforeEach(() => ["PRESET", "MIDI_DIR", "OUT_DIR", "FRESH"].forEach((name) => vi.stubEnv(name, "")));
afterEach(() => vi.unstubAllEnvs());

/** setup/ runs before there is anything that could read TypeScript, so it has the names of lib/preset.ts a second time. */
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
