// @ts-check
/**
 * Collections of tunes beside the default songs, fetched when they are first asked for: the ABC files in PyPI's
 * music21. The wheel is not installed, only unpacked in part, so that any Python will do.
 */
import fs from "node:fs";
import path from "node:path";
import { SetupError, explainFailure } from "./errors.mjs";
import { venvPython } from "./paths.mjs";
import { showStep } from "./progress.mjs";
import { run } from "./run.mjs";
import { fingerprint, readStamp, writeAtomically } from "./stamp.mjs";

/**
 * The folders of music21's corpus that make up each collection.
 * @type {Readonly<Record<string, string[]>>}
 */
const folders = {
  folk: ["airdsAirs", "miscFolk", "oneills1850", "ryansMammoth"],
  essen: ["essenFolksong"],
};

/** The names that `--collection` takes. */
export const collections = ["default", ...Object.keys(folders)];

/**
 * Where a collection lies, as lib/corpus/collections.ts looks for it.
 * @param {string} root
 * @param {string} name
 */
export const collectionFolder = (root, name) => path.join(root, "data", "cache", name);

/**
 * Fetches the collection where it is not there yet, some 20 MB, and shows the progress.
 * @param {string} root
 * @param {string | undefined} name one of {@link collections}; nothing is done for "default"
 * @throws {SetupError} no network, no space, not the file that was expected
 */
export async function ensureCollection(root, name) {
  if (name === undefined || name === "default") return;
  if (!Object.hasOwn(folders, name))
    throw new SetupError(`There is no collection "${name}" (${collections.join(", ")}).`);
  const wheels = path.join(root, "setup", "collections.txt");
  const stamp = path.join(collectionFolder(root, name), ".fetched");
  const expected = fingerprint({ texts: folders[name], files: [wheels] });
  if (readStamp(stamp) === expected) return;
  await showStep(`Tunes of the collection "${name}"`, async () => {
    const cache = path.join(root, "data", "cache");
    fs.mkdirSync(cache, { recursive: true });
    const scratch = fs.mkdtempSync(path.join(cache, ".fetching-"));
    try {
      await download(root, wheels, scratch);
      const tunes = path.join(scratch, "tunes");
      await unpack(root, scratch, tunes, folders[name]);
      writeAtomically(path.join(tunes, ".fetched"), expected);
      fs.rmSync(collectionFolder(root, name), { recursive: true, force: true });
      fs.renameSync(tunes, collectionFolder(root, name));
    } finally {
      fs.rmSync(scratch, { recursive: true, force: true });
    }
  });
}

/**
 * @param {string} root
 * @param {string} wheels the requirements file
 * @param {string} target
 */
async function download(root, wheels, target) {
  // With a version of Python named, pip takes the wheel without asking whether it would run here.
  const options = [
    "--require-hashes",
    "--no-deps",
    "--only-binary",
    ":all:",
    "--python-version",
    "3.12",
    "--retries",
    "2",
  ];
  const result = await run(venvPython(root), ["-m", "pip", "download", ...options, "-d", target, "-r", wheels]);
  if (result.code !== 0) throw explainFailure("Tunes", result);
}

/** Unpacks files below the given folders of music21's corpus, and what it says of their terms, from the wheel in a folder. */
const unpacking = `
import pathlib, sys, zipfile
scratch, target, *folders = sys.argv[1:]
(wheel,) = pathlib.Path(scratch).glob("*.whl")
with zipfile.ZipFile(wheel) as archive:
    for name in archive.namelist():
        parts = name.split("/")
        wanted = len(parts) == 4 and parts[2] in folders and parts[3].endswith(".abc")
        if parts[:2] == ["music21", "corpus"] and (wanted or parts[2:] == ["license.txt"]):
            file = pathlib.Path(target, *parts[2:])
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(archive.read(name))
`;

/**
 * @param {string} root
 * @param {string} scratch the wheel's folder
 * @param {string} target
 * @param {string[]} names
 */
async function unpack(root, scratch, target, names) {
  const result = await run(venvPython(root), ["-c", unpacking, scratch, target, ...names]);
  if (result.code !== 0) throw explainFailure("Tunes", result);
}
