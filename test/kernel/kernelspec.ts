import * as fs from "fs";
import * as path from "path";

export const root = path.resolve(__dirname, "../..");

/** A Python program of the project's virtual environment. */
export function venv(program: string): string {
  return path.join(root, ".venv", "bin", program);
}

/**
 * Registers the project's kernel in `folder` and returns the environment in which Jupyter finds it
 * there, before any other kernel called tslab. Jupyter's own files stay in `folder` as well.
 */
export function jupyterEnvironment(folder: string): NodeJS.ProcessEnv {
  const spec = path.join(folder, "path", "kernels", "tslab");
  fs.mkdirSync(spec, { recursive: true });
  fs.writeFileSync(
    path.join(spec, "kernel.json"),
    JSON.stringify({
      argv: [process.execPath, path.join(root, "kernel", "start.cjs"), "{connection_file}"],
      display_name: "TypeScript",
      language: "typescript",
      interrupt_mode: "signal",
    }),
  );
  return {
    ...process.env,
    JUPYTER_PATH: path.join(folder, "path"),
    JUPYTER_CONFIG_DIR: path.join(folder, "config"),
    JUPYTER_DATA_DIR: path.join(folder, "data"),
    JUPYTER_RUNTIME_DIR: path.join(folder, "runtime"),
    IPYTHONDIR: path.join(folder, "ipython"),
  };
}
