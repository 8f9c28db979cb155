import { spawnSync } from "child_process";
import * as fs from "fs";
import * as os from "os";
import * as path from "path";
import { expect, it } from "vitest";

/** Runs .ci/run with an `npm` that prints `text` and ends with `status`. */
function ci(text: string, status: number): { last: string | undefined; status: number | null } {
  const bin = fs.mkdtempSync(path.join(os.tmpdir(), "ci-"));
  fs.writeFileSync(path.join(bin, "npm"), `#!/bin/sh\ncat <<'END'\n${text}\nEND\nexit ${status}\n`, { mode: 0o755 });
  const run = spawnSync(".ci/run", { encoding: "utf8", env: { ...process.env, PATH: `${bin}:${process.env.PATH}` } });
  fs.rmSync(bin, { recursive: true });
  return { last: run.stdout.trimEnd().split("\n").at(-1), status: run.status };
}

it.each([
  ["all is well", "3 passed, 0 failed", 0, "3 passed, 0 failed", 0],
  ["a test fails, and npm says more", "2 passed, 1 failed\nnpm error", 1, "2 passed, 1 failed", 1],
  ["no test ran", "0 passed, 0 failed", 0, "0 passed, 0 failed", 1],
  ["the set-up fails", "No Python was found", 1, "0 passed, 0 failed", 1],
  ["the status is another", "3 passed, 0 failed", 7, "3 passed, 0 failed", 7],
])(".ci/run closes with the count and the status: %s", (_, text, given, last, status) => {
  expect(ci(text, given)).toEqual({ last, status });
});
