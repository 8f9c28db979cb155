/** Collections that are fetched when they are first asked for. */
import * as fs from "fs";
import * as path from "path";

/**
 * The folder of the collection called `name`, where `npm start` and `npm run reproduce` leave it with `--collection`
 * (setup/collections.mjs): in `data/cache` below the project's root.
 * @throws Error when it is not there.
 */
export function collectionFolder(name: string): string {
  const folder = path.resolve("data", "cache", name);
  if (/^[a-z]+$/.test(name) && fs.existsSync(folder)) return folder;
  throw new Error(
    `There is no collection "${name}" yet; npm start -- --collection ${name} fetches it, if it is one that is known.`,
  );
}
