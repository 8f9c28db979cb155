/** Which version of the reader a cache was made by. */
import { createHash } from "crypto";
import * as fs from "fs";
import * as path from "path";

let digest: string | undefined;

/** Of all the source of this chapter: whatever is changed in how songs are read, they are read anew. */
export function readerDigest(): string {
  if (digest === undefined) {
    const hash = createHash("sha256");
    // From the project's root, which is the working folder of notebooks, tests and commands alike.
    const root = path.resolve("lib", "corpus");
    const files = (fs.readdirSync(root, { recursive: true }) as string[]).filter((file) => file.endsWith(".ts")).sort();
    for (const file of files) hash.update(file).update(fs.readFileSync(path.join(root, file)));
    const lock = path.resolve("package.json"); // abcjs reads the notation of ABC files.
    digest = hash.update(fs.readFileSync(lock)).digest("hex").slice(0, 16);
  }
  return digest;
}
