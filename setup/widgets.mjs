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

/**
 * The script of the page to play on.
 * @param {string} root
 */
export const playgroundScript = (root) => path.join(folderOf(root), "static", "playground.js");

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
  const made = [widgetsScript(root), playgroundScript(root)].every((script) => fs.existsSync(script));
  return stamp !== null && made && stamp === stampFor(root, JSON.parse(stamp).files);
}

/** Packages that run in a browser, and what they use. */
const forBrowsers = ["@tonejs/midi", "midi-file", "array-flatten"];

/** @param {string} id */
const isForBrowsers = (id) => forBrowsers.some((name) => id === name || id.includes(`/node_modules/${name}/`));

/**
 * One script from `entry`, and the files of the project that went into it.
 * @param {string} root
 * @param {string} entry relative to `root`, as the files are
 * @returns {Promise<{ code: string, files: string[] }>}
 * @throws {SetupError} the sources do not fit together
 */
export async function bundle(root, entry) {
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
          input: path.join(root, entry),
          output: { format: "iife", entryFileNames: "script.js" },
          // A chapter of lib/ is entered by its index: what is not used of it, Node's modules and packages, stays out.
          treeshake: { moduleSideEffects: isForBrowsers },
          external: (id) => !/^[./\0]/.test(id) && !isForBrowsers(id),
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
  const own = files.filter((file) => !file.startsWith("..") && !file.includes("node_modules"));
  return { code, files: own.filter((file) => fs.existsSync(path.join(root, file))) };
}

/**
 * @param {string} root
 * @throws {SetupError} the sources do not fit together
 */
export async function makeWidgets(root) {
  const widgets = await bundle(root, path.join("widgets", "main.ts"));
  const playground = await bundle(root, path.join("widgets", "playground", "main.ts"));
  const files = [...new Set([...widgets.files, ...playground.files])].sort();
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
  writeAtomically(widgetsScript(root), widgets.code);
  writeAtomically(playgroundScript(root), playground.code);
  writeAtomically(path.join(folderOf(root), "package.json"), JSON.stringify(manifest, null, 2));
  writeAtomically(stampOf(root), stampFor(root, files));
}
