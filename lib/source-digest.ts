/** A digest of the program itself: of so much of its source as something that is kept or compared depends on. */
import { createHash } from "crypto";
import * as fs from "fs";
import * as path from "path";

/**
 * SHA-256 over the source (TypeScript, C++) below the folders and over the files given, relative to the project's root:
 * the same where the same files are, whatever the machine.
 * @returns 64 hexadecimal digits
 */
export function sourceDigest(folders: readonly string[], files: readonly string[]): string {
  const root = path.join(__dirname, "..");
  const hash = createHash("sha256");
  for (const file of [...folders.flatMap((folder) => sourcesBelow(root, folder)), ...files]) {
    hash.update(`${file}\0`).update(fs.readFileSync(path.join(root, file)));
  }
  return hash.digest("hex");
}

/** Relative to the root, in an order that does not depend on the machine. */
function sourcesBelow(root: string, folder: string): string[] {
  const entries = fs.readdirSync(path.join(root, folder), { withFileTypes: true });
  return entries
    .flatMap((entry) => {
      const name = `${folder}/${entry.name}`;
      return entry.isDirectory() ? sourcesBelow(root, name) : /\.(ts|cc|h)$/.test(name) ? [name] : [];
    })
    .sort();
}
