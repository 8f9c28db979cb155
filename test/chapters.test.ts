/** The order of the chapters of `lib/`: each imports from itself and from earlier ones, and enters them by their index. */
import * as fs from "fs";
import * as path from "path";
import { describe, expect, it } from "vitest";

/**
 * In the order in which the data passes through. Four are files: `replace-file.ts`, for all that write files,
 * `source-digest.ts`, for what is kept or compared as long as the program is the same, and `chosen-bins.ts` and
 * `preset.ts`, the settings that the chapters after them share.
 */
const CHAPTERS = [
  "replace-file",
  "source-digest",
  "tensorflow",
  "corpus",
  "encoding",
  "chosen-bins",
  "preset",
  "dataset",
  "model",
  "training",
  "generation",
  "evaluation",
  "play",
  "experiment",
  "exchange",
  "exercise",
  "display",
];

/**
 * Doors beside the index: danfojs takes a second to load, so data frames have one; notes without the reading of files
 * also run in a browser, so they have one.
 */
const SIDE_DOORS = ["display/frame", "corpus/notes"];

interface Import {
  from: string;
  to: string;
}

const root = path.resolve("lib");

function sources(folder: string): string[] {
  return fs.readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const file = path.join(folder, entry.name);
    if (entry.isDirectory()) return sources(file);
    return entry.name.endsWith(".ts") ? [file] : [];
  });
}

/** Relative to `lib`, without the ending. */
function importsOf(file: string): Import[] {
  const text = fs.readFileSync(file, "utf8");
  const from = path.relative(root, file).replace(/\.ts$/, "");
  return [...text.matchAll(/^(?:import|export)\b[^;]*?from "(\.[^"]+)"|\bimport\("(\.[^"]+)"\)/gm)].map((match) => ({
    from,
    to: path.relative(root, path.resolve(path.dirname(file), match[1] ?? match[2])),
  }));
}

const chapterOf = (module: string): string => module.split("/")[0];
const imports = sources(root).flatMap(importsOf);

describe("the chapters of lib", () => {
  it("are those of this list, and every import was read", () => {
    const found = fs.readdirSync(root).map((name) => name.replace(/\.ts$/, ""));
    expect(found.sort()).toEqual([...CHAPTERS].sort());
    expect(imports.length).toBeGreaterThan(300);
  });

  it("import only from themselves and from earlier ones", () => {
    const upward = imports.filter(({ from, to }) => {
      return CHAPTERS.indexOf(chapterOf(to)) > CHAPTERS.indexOf(chapterOf(from));
    });
    expect(upward).toEqual([]);
  });

  it("are entered by their index", () => {
    const past = imports.filter(
      ({ from, to }) => chapterOf(from) !== chapterOf(to) && to.includes("/") && !SIDE_DOORS.includes(to),
    );
    expect(past).toEqual([]);
  });

  it("have an index that outsiders enter by, from the other folders too", () => {
    const outside = ["bench", "data"].flatMap((folder) => sources(path.resolve(folder)).flatMap(importsOf));
    const past = outside.filter(({ to }) => !to.startsWith("..") && to.includes("/") && !SIDE_DOORS.includes(to));
    expect(past).toEqual([]);
  });

  it("do not import in circles", () => {
    const next = new Map<string, string[]>();
    for (const { from, to } of imports) next.set(from, [...(next.get(from) ?? []), to]);
    const isFolder = (module: string): boolean => fs.existsSync(path.join(root, module, "index.ts"));
    const done = new Set<string>();
    const circles: string[] = [];
    const visit = (module: string, way: readonly string[]): void => {
      if (way.includes(module)) circles.push([...way.slice(way.indexOf(module)), module].join(" → "));
      if (done.has(module) || way.includes(module)) return;
      for (const to of next.get(module) ?? []) visit(isFolder(to) ? `${to}/index` : to, [...way, module]);
      done.add(module);
    };
    for (const module of next.keys()) visit(module, []);
    expect(circles).toEqual([]);
  });
});
