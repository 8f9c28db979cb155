/** Running this folder's Python programs, which do what Keras's and ONNX's own libraries do best: write their files. */
import { execFile } from "child_process";
import * as path from "path";

const root = path.join(__dirname, "..", "..");

/**
 * @param program a file of this folder
 * @throws Error with the last line that the program wrote, when it fails
 */
export function runPython(program: string, args: readonly string[]): Promise<void> {
  const python = path.join(root, ".venv", "bin", "python");
  const env = { ...process.env, TF_CPP_MIN_LOG_LEVEL: "3", CUDA_VISIBLE_DEVICES: "", KERAS_BACKEND: "tensorflow" };
  return new Promise((resolve, reject) => {
    execFile(python, [path.join(__dirname, program), ...args], { env, maxBuffer: 1e8 }, (error, _, errors) => {
      if (!error) return resolve();
      const last = errors.trim().split("\n").at(-1) || error.message;
      reject(new Error(`${program} failed: ${last}`));
    });
  });
}
