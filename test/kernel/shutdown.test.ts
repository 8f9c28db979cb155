import { execFileSync } from "child_process";
import * as fs from "fs";
import * as os from "os";
import * as path from "path";
import { expect, it } from "vitest";
import { jupyterEnvironment, venv } from "./kernelspec";

it("ends when Jupyter asks, after a library has saved its work, and when Jupyter has died", () => {
  const scratch = fs.mkdtempSync(path.join(os.tmpdir(), "kernel-"));
  try {
    const options = { cwd: scratch, env: jupyterEnvironment(scratch), encoding: "utf8" } as const;
    const report = JSON.parse(execFileSync(venv("python"), [path.join(__dirname, "shutdown.py")], options));
    expect(report).toEqual({ asked: true, saved: "saved", orphan: true });
  } finally {
    fs.rmSync(scratch, { recursive: true, force: true });
  }
}, 300_000);
