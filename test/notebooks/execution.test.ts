import { spawnSync } from "child_process";
import * as fs from "fs";
import * as os from "os";
import * as path from "path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { root } from "../kernel/kernelspec";
import { outputFaults } from "./house-style";
import { names, readNotebook } from "./notebook";

const out = fs.mkdtempSync(path.join(os.tmpdir(), "results-"));
let run: ReturnType<typeof spawnSync>;

// One run of all notebooks, as a user starts it.
beforeAll(() => {
  const env = { ...process.env, FRESH: "", MIDI_DIR: "" };
  run = spawnSync(process.execPath, ["setup/main.mjs", "reproduce", "--preset", "quick", "--out", out], { cwd: root, env, encoding: "utf8" });
}, 900_000);
afterAll(() => fs.rmSync(out, { recursive: true, force: true }));

it("npm run reproduce -- --preset quick ends well", () => {
  expect(run.stderr).not.toContain("failed");
  expect(run.status).toBe(0);
});

describe.each(names)("%s, executed", (name) => {
  it("has outputs, no errors and nothing on stderr", () => {
    expect(outputFaults(readNotebook(path.join(out, name)))).toEqual([]);
  });
});
