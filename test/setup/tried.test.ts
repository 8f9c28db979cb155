import * as fs from "fs";
import * as path from "path";
import { expect, it } from "vitest";
import { tried, triedHere, triedTable } from "../../setup/tried.mjs";
import { root } from "../kernel/kernelspec";

/** Cells of a table without the blanks that a formatter puts around them. */
const cells = (text: string) =>
  text
    .split("\n")
    .filter((line) => line.startsWith("|"))
    .map((line) => line.replace(/\s*\|\s*/g, "|").replace(/-+/g, "-"));

it("environment.md has the table", () => {
  const page = fs.readFileSync(path.join(root, "environment.md"), "utf8");
  expect(cells(page)).toEqual(expect.arrayContaining(cells(triedTable())));
});

it("a machine finds what was tried of its like", () => {
  const what = (kind: { system: string; node: string; python: string }) =>
    triedHere(kind).map(({ what }: { what: string }) => what);
  expect(what({ system: "linux x64", node: "22", python: "3.10" })).toEqual([
    "Linux, x86-64",
    "Node 22",
    "Python 3.10",
  ]);
  expect(what({ system: "darwin arm64", node: "26", python: "3.14" })).toEqual(["macOS, Apple silicon", "Python 3.14"]);
  expect(what({ system: "win32 x64", node: "20", python: "" })).toEqual(["Node 20"]);
});

it("each row says what, how and with what result", () => {
  for (const { what, how, result } of tried) {
    expect([what, how, result].every((text) => text.length > 4 && !/[|\n]/.test(text))).toBe(true);
  }
});
