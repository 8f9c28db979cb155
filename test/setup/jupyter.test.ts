import { execFileSync } from "child_process";
import * as fs from "fs";
import * as os from "os";
import * as path from "path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { jupyterEnvironment, kernelIsRegistered, registerKernel } from "../../setup/jupyter.mjs";
import { venvPython } from "../../setup/paths.mjs";
import { root } from "../kernel/kernelspec";

let project: string;
beforeEach(() => {
  project = fs.mkdtempSync(path.join(os.tmpdir(), "project-"));
  registerKernel(project);
});
afterEach(() => fs.rmSync(project, { recursive: true, force: true }));

/** What JupyterLab does to its settings whenever it starts, here to those of the `.venv` of another project. */
function startJupyterLab(venv: string): void {
  const script = `
import sys
application = sys.prefix + "/share/jupyter/lab"
sys.prefix = sys.argv[1]
from jupyterlab.commands import AppOptions, _AppHandler
_AppHandler(AppOptions(app_dir=application))
`;
  execFileSync(venvPython(root), ["-c", script, venv], { env: jupyterEnvironment(project) });
}

it("the kernel counts as registered after JupyterLab has started, too", () => {
  expect(kernelIsRegistered(project)).toBe(true);
  startJupyterLab(path.join(project, ".venv"));
  expect(kernelIsRegistered(project)).toBe(true);
});
