import { execFileSync } from "child_process";
import * as path from "path";

/** What NumPy makes of `expression`, in which `d` is `data`. */
export function numpy<T>(expression: string, data: unknown): T {
  const program = `import json, sys\nimport numpy as np\nd = json.load(sys.stdin)\nprint(json.dumps(np.asarray(${expression}).tolist()))`;
  const python = path.join(".venv", "bin", "python");
  return JSON.parse(execFileSync(python, ["-c", program], { input: JSON.stringify(data) }).toString());
}
