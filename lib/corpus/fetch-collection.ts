/** Fetches a collection from where a notebook is, as `npm start -- --collection NAME` does. */
import { execFile } from "child_process";
import * as path from "path";
import { pathToFileURL } from "url";
import { promisify } from "util";
import { collectionFolder } from "./collections";

const FETCHING = `
const { ensureCollection } = await import(process.argv[1]);
await ensureCollection(process.argv[2], process.argv[3]).catch((error) => {
  console.error("\\n" + error.message.trim().split("\\n").pop());
  process.exit(1);
});`;

/**
 * The folder of the collection called `name`, fetched first where it is not there (some 20 MB, once); null where that cannot
 * be done, after a line that says why.
 */
export async function fetchCollection(name: string): Promise<string | null> {
  const root = path.resolve(".");
  const collections = pathToFileURL(path.join(root, "setup", "collections.mjs")).href;
  const command = ["--input-type=module", "-e", FETCHING, collections, root, name];
  try {
    await promisify(execFile)(process.execPath, command);
    return collectionFolder(name);
  } catch (error) {
    const { stderr, message } = error as Error & { stderr?: string };
    const reason = (stderr || message).trim().split("\n").pop();
    console.log(`The collection "${name}" is not here and cannot be fetched: ${reason}`);
    return null;
  }
}
