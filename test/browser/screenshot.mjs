/**
 * Saves pictures of a notebook as JupyterLab shows it, page by page, at a laptop's size:
 *   node test/browser/screenshot.mjs <notebook.ipynb> <prefix> [--run] [--dark]
 * writes <prefix>-01.png, <prefix>-02.png …. With --run the cells are run first (environment
 * variables such as PRESET and OUT_DIR reach the kernel); the notebook file itself stays as it is.
 */
import { createRequire } from "module";
import * as path from "path";
import { register } from "tsx/cjs/api";

register();
const { JupyterLab } = createRequire(import.meta.url)("./jupyterlab.ts");
const options = process.argv.slice(2).filter((word) => word.startsWith("--"));
const [notebook, prefix] = process.argv.slice(2).filter((word) => !word.startsWith("--"));
if (!notebook || !prefix || options.some((option) => option !== "--run" && option !== "--dark")) {
  console.error("usage: node test/browser/screenshot.mjs <notebook.ipynb> <prefix> [--run] [--dark]");
  process.exit(2);
}

const lab = await JupyterLab.start([path.resolve(notebook)], { dark: options.includes("--dark") });
try {
  await lab.open(path.basename(notebook));
  if (options.includes("--run")) await lab.runAll();
  for (const file of await lab.screenshots(path.resolve(prefix))) console.log(file);
  for (const error of lab.consoleErrors) console.error(`browser console: ${error}`);
} finally {
  await lab.close();
}
