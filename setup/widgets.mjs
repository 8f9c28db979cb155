// @ts-check
/**
 * The interactive parts (`widgets/`) as one script: an extension of JupyterLab that needs no build of JupyterLab's, and
 * what the exported pages load. It is built again when one of the files that went into it has changed.
 */
import fs from "node:fs";
import path from "node:path";
import { SetupError } from "./errors.mjs";
import { fingerprint, readStamp, writeAtomically } from "./stamp.mjs";

const name = "music-widgets";

/** @param {string} root */
const folderOf = (root) => path.join(root, ".venv", "share", "jupyter", "labextensions", name);

/**
 * The script, for whoever else has use for it.
 * @param {string} root
 */
export const widgetsScript = (root) => path.join(folderOf(root), "static", "widgets.js");

/** @param {string} root */
const stampOf = (root) => path.join(folderOf(root), "stamp.json");

/**
 * @param {string} root
 * @param {string[]} files relative to `root`
 */
function stampFor(root, files) {
  // What is built depends on the tools as well, which the lock file names.
  const all = [...files, "package-lock.json", "setup/widgets.mjs"];
  return JSON.stringify({ files, from: fingerprint({ files: all.map((file) => path.join(root, file)) }) });
}

/**
 * @param {string} root
 * @returns {boolean}
 */
export function widgetsAreReady(root) {
  const stamp = readStamp(stampOf(root));
  return stamp !== null && fs.existsSync(widgetsScript(root)) && stamp === stampFor(root, JSON.parse(stamp).files);
}

/**
 * @param {string} root
 * @throws {SetupError} the sources do not fit together
 */
export async function makeWidgets(root) {
  const { build } = await import("vite");
  /** @type {any} */
  let result;
  /** @type {string[]} */
  let files = [];
  const noteFiles = {
    name: "note-files",
    /** @this {any} */
    generateBundle() {
      files = [...this.getModuleIds()].map((id) => path.relative(root, id.split("?")[0]));
    },
  };
  try {
    result = await build({
      root,
      configFile: false,
      envFile: false,
      publicDir: false,
      logLevel: "silent",
      plugins: [noteFiles],
      build: {
        write: false,
        target: "es2020",
        rollupOptions: {
          input: path.join(root, "widgets", "main.ts"),
          output: { format: "iife", entryFileNames: "widgets.js" },
          // A chapter of lib/ is entered by its index: what is not used of it, Node's modules and packages, stays out.
          treeshake: { moduleSideEffects: false },
          external: (id) => !/^[./\0]/.test(id),
        },
      },
    });
  } catch (error) {
    throw new SetupError(`widgets/ cannot be built: ${error instanceof Error ? error.message : error}`);
  }
  const [{ code, imports }] = result.output;
  if (imports.length > 0) {
    throw new SetupError(`widgets/ cannot be built: a browser has no ${imports.join(", ")}, which it makes use of.`);
  }
  files = [...new Set(files)].filter((file) => !file.startsWith("..") && fs.existsSync(path.join(root, file))).sort();
  // JupyterLab finds extensions by this file.
  const manifest = {
    name,
    version: "1.0.0",
    description: "The interactive parts of the notebooks",
    license: "MIT",
    jupyterlab: {
      extension: true,
      _build: { load: "static/widgets.js", extension: "./extension", mimeExtension: "./mime" },
    },
  };
  fs.rmSync(stampOf(root), { force: true });
  writeAtomically(widgetsScript(root), code);
  writeAtomically(path.join(folderOf(root), "package.json"), JSON.stringify(manifest, null, 2));
  writeAtomically(stampOf(root), stampFor(root, files));
}
