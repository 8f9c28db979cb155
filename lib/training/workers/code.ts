/** A digest of the program itself, as far as the numbers of a training depend on it. */
import { createHash } from "crypto";
import * as fs from "fs";
import * as path from "path";

const root = path.join(__dirname, "..", "..", "..");
const folders = ["lib/corpus", "lib/encoding", "lib/dataset", "lib/model", "lib/tensorflow", "lib/training", "native"];
const files = ["lib/preset.ts", "package-lock.json"];

/** The same where the same files are, whatever the machine. */
export function codeDigest(): string {
  const hash = createHash("sha256");
  for (const file of [...folders.flatMap(filesBelow), ...files]) {
    hash.update(`${file}\0`).update(fs.readFileSync(path.join(root, file)));
  }
  return hash.digest("hex");
}

/** Relative to the root, in an order that does not depend on the machine. */
function filesBelow(folder: string): string[] {
  const entries = fs.readdirSync(path.join(root, folder), { withFileTypes: true });
  return entries
    .flatMap((entry) => {
      const name = `${folder}/${entry.name}`;
      return entry.isDirectory() ? filesBelow(name) : /\.(ts|cc|h)$/.test(name) ? [name] : [];
    })
    .sort();
}
