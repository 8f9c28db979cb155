// @ts-check
/** The set-up: five steps, each done only when what it depends on has changed. */
import path from "node:path";
import { addonIsReady, makeAddon } from "./addon.mjs";
import { checkDisk, checkWritable } from "./disk.mjs";
import { kernelIsRegistered, registerKernel } from "./jupyter.mjs";
import { withLock } from "./lock.mjs";
import { installPackages, packagesAreReady } from "./packages.mjs";
import { projectRoot } from "./paths.mjs";
import { printable } from "./printable.mjs";
import { showStep } from "./progress.mjs";
import { makeVenv, venvIsReady } from "./venv.mjs";
import { makeWidgets, widgetsAreReady } from "./widgets.mjs";

/** @type {{ title: string, isReady(root: string): boolean, make(root: string): Promise<void> | void }[]} */
const steps = [
  { title: "npm packages", isReady: packagesAreReady, make: installPackages },
  { title: "Python packages: JupyterLab, TensorFlow", isReady: venvIsReady, make: makeVenv },
  {
    title: "TensorFlow for Node, compiled for this machine",
    isReady: (root) => addonIsReady(root),
    make: (root) => makeAddon(root, (line) => process.stderr.write(`\n${printable(line)}\n`)),
  },
  { title: "interactive parts", isReady: widgetsAreReady, make: makeWidgets },
  { title: "Jupyter kernel", isReady: kernelIsRegistered, make: registerKernel },
];

/**
 * Sets up what is missing in the project at `root`. Interrupted, it goes on where it was; two at a time take turns.
 * @param {string} [root]
 */
export async function ensureSetup(root = projectRoot) {
  const isReady = () => steps.every((step) => step.isReady(root));
  if (isReady()) return;
  checkWritable(root);
  const tellWaiting = () => process.stderr.write("Another set-up of this folder is running; waiting for it.\n");
  await withLock(
    path.join(root, ".setup.lock"),
    async () => {
      if (isReady()) return;
      process.stderr.write("Setting up what is missing (some minutes the first time):\n");
      if (!venvIsReady(root)) checkDisk(root);
      for (const step of steps) {
        // The later steps are looked at afresh: the earlier ones may have changed what they depend on.
        if (!step.isReady(root)) await showStep(step.title, async () => step.make(root));
      }
    },
    tellWaiting,
  );
}
