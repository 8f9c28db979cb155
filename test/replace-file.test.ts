import * as fs from "fs";
import * as os from "os";
import * as path from "path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { replaceFile, replaceFileBy } from "../lib/replace-file";

let folder: string;
let file: string;
beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), "replace-"));
  file = path.join(folder, "kept.txt");
  fs.writeFileSync(file, "old");
});
afterEach(() => fs.rmSync(folder, { recursive: true }));
const found = () =>
  fs.readdirSync(folder).map((name) => `${name}: ${fs.readFileSync(path.join(folder, name), "utf8")}`);

describe("a file replaced", () => {
  it("holds the new, or where that fails the old, and nothing is left beside it", async () => {
    replaceFile(file, "new");
    expect(found()).toEqual(["kept.txt: new"]);
    await replaceFileBy(file, async (handle) => {
      await handle.write("newer");
      expect(fs.readFileSync(file, "utf8")).toBe("new"); // not yet
      await handle.write(" still");
    });
    expect(found()).toEqual(["kept.txt: newer still"]);
    const failing = replaceFileBy(file, async (handle) => {
      await handle.write("half");
      throw new Error("power cut");
    });
    await expect(failing).rejects.toThrow("power cut");
    expect(found()).toEqual(["kept.txt: newer still"]);
  });

  it("stays as it was on a full disk", () => {
    fs.symlinkSync("/dev/full", `${file}.${process.pid}.tmp`);
    expect(() => replaceFile(file, "new")).toThrow(/ENOSPC/);
    expect(found()).toEqual(["kept.txt: old"]);
  });

  it("needs its folder", () => {
    expect(() => replaceFile(path.join(folder, "none", "a.txt"), "a")).toThrow(/ENOENT/);
  });
});
