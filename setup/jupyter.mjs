// @ts-check
/**
 * What Jupyter finds in `.venv`: our kernel, and settings. Jupyter is run apart from the user's own: none of their
 * kernels, extensions and settings, and nothing of ours in their home.
 */
import fs from "node:fs";
import path from "node:path";
import { cleanEnvironment } from "./python.mjs";
import { readStamp, writeAtomically } from "./stamp.mjs";

/** The kernel's name in Jupyter. */
export const kernelName = "tslab";

/** JupyterLab would ask whether it may fetch news, and offer extensions from the network. */
const switchedOff = {
  "@jupyterlab/apputils-extension:announcements": true,
  "@jupyterlab/extensionmanager-extension": true,
};

/**
 * The files, by their place below `.venv`.
 * @param {string} root
 * @returns {Record<string, unknown>}
 */
function filesFor(root) {
  return {
    [`share/jupyter/kernels/${kernelName}/kernel.json`]: {
      argv: [process.execPath, path.join(root, "kernel", "start.cjs"), "{connection_file}"],
      display_name: "TypeScript",
      language: "typescript",
      interrupt_mode: "signal",
    },
    "etc/jupyter/jupyter_server_config.json": {
      KernelSpecManager: { allowed_kernelspecs: [kernelName], ensure_native_kernel: false },
      MultiKernelManager: { default_kernel_name: kernelName },
    },
    // Without the second list JupyterLab adds it when it starts, and the kernel would count as not registered.
    "etc/jupyter/labconfig/page_config.json": { disabledExtensions: switchedOff, lockedExtensions: switchedOff },
    "share/jupyter/lab/settings/overrides.json": {
      "@jupyterlab/apputils-extension:notification": { fetchNews: "false", checkForUpdates: false },
      // A link to the glossary should open it to be read, not its source.
      "@jupyterlab/docmanager-extension:plugin": { defaultViewers: { markdown: "Markdown Preview" } },
      // JupyterLab would add words of the notebook to the kernel's names: `track` after `toy.tr`.
      "@jupyterlab/completer-extension:manager": { availableProviders: { "CompletionProvider:context": -1 } },
    },
  };
}

/**
 * @param {string} root
 * @returns {[file: string, text: string][]}
 */
function textsFor(root) {
  return Object.entries(filesFor(root)).map(([place, value]) => [
    path.join(root, ".venv", place),
    JSON.stringify(value, null, 2),
  ]);
}

/**
 * @param {string} root
 * @returns {boolean}
 */
export function kernelIsRegistered(root) {
  return fs.existsSync(userFolder(root)) && textsFor(root).every(([file, text]) => readStamp(file) === text);
}

/**
 * What Jupyter would keep in the user's home: settings, open tabs, tokens.
 * @param {string} root
 */
const userFolder = (root) => path.join(root, ".venv", "jupyter");

/** @param {string} root */
export function registerKernel(root) {
  fs.mkdirSync(userFolder(root), { recursive: true });
  for (const [file, text] of textsFor(root)) writeAtomically(file, text);
  // Python's own kernel comes with the packages; a notebook of this project cannot be run by it.
  fs.rmSync(path.join(root, ".venv", "share", "jupyter", "kernels", "python3"), { recursive: true, force: true });
}

/**
 * The environment to run Jupyter in.
 * @param {string} root
 * @returns {NodeJS.ProcessEnv}
 */
export function jupyterEnvironment(root) {
  const own = userFolder(root);
  /** @type {NodeJS.ProcessEnv} */
  const env = {
    ...cleanEnvironment(),
    JUPYTER_CONFIG_DIR: path.join(own, "config"),
    JUPYTER_DATA_DIR: path.join(own, "data"),
    JUPYTER_RUNTIME_DIR: path.join(own, "runtime"),
    JUPYTERLAB_SETTINGS_DIR: path.join(own, "settings"),
    JUPYTERLAB_WORKSPACES_DIR: path.join(own, "workspaces"),
    IPYTHONDIR: path.join(own, "ipython"),
    JUPYTER_PREFER_ENV_PATH: "1",
    JUPYTER_PLATFORM_DIRS: "1",
  };
  delete env.JUPYTER_PATH;
  delete env.JUPYTER_CONFIG_PATH;
  return env;
}
