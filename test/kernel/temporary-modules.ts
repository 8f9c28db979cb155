import * as fs from "fs";
import * as path from "path";
import { root } from "./kernelspec";

/** Modules that a cell can import, in a folder of the project that git ignores. */
export function temporaryModules(files: Record<string, string>) {
  const cache = path.join(root, "data", "cache");
  fs.mkdirSync(cache, { recursive: true });
  const folder = fs.mkdtempSync(path.join(cache, "modules-"));
  const file = (name: string) => path.join(folder, name);
  for (const [name, text] of Object.entries(files)) {
    fs.mkdirSync(path.dirname(file(name)), { recursive: true });
    fs.writeFileSync(file(name), text);
  }
  return {
    /** The file itself. */
    file,
    /** As a cell imports it. */
    path: (name: string) => `./${path.relative(root, file(name))}`,
    remove: () => fs.rmSync(folder, { recursive: true, force: true }),
  };
}
