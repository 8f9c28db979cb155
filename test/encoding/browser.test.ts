/** The chapter also runs in a browser: nothing that it imports, directly or not, is TensorFlow or of Node's. */
import * as fs from "fs";
import * as path from "path";
import * as ts from "typescript";
import { expect, it } from "vitest";

/** What is left of a file's imports once types are erased. */
function importsOf(file: string): string[] {
  const { outputText } = ts.transpileModule(fs.readFileSync(file, "utf8"), {
    compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2020 },
  });
  return [...outputText.matchAll(/\brequire\("([^"]+)"\)/g)].map(([, name]) => name);
}

function reached(file: string, seen = new Set<string>()): Set<string> {
  if (seen.has(file)) return seen;
  seen.add(file);
  for (const name of importsOf(file)) {
    if (!name.startsWith(".")) seen.add(name);
    else {
      const target = path.resolve(path.dirname(file), name);
      reached([`${target}.ts`, path.join(target, "index.ts")].find((f) => fs.existsSync(f))!, seen);
    }
  }
  return seen;
}

it("imports only its own files and notes", () => {
  const files = [...reached(path.resolve("lib/encoding/index.ts"))].map((file) => path.relative("lib", file));
  expect(files).toContain(path.join("encoding", "vocabulary.ts"));
  const strangers = files.filter((file) => !file.startsWith(`encoding${path.sep}`));
  expect(strangers.sort()).toEqual(
    ["melody", "note-columns", "note", "notes"].map((f) => path.join("corpus", `${f}.ts`)),
  );
});

it("would see what is not of a browser", () => {
  expect([...reached(path.resolve("lib/corpus/index.ts"))]).toContain("fs");
});
