import { spawnSync } from "child_process";
import * as fs from "fs";
import * as os from "os";
import * as path from "path";
import { expect, it } from "vitest";

/** Runs .ci/run with an `npm` whose tests print `text` and end with `status`; other versions end with `others`. */
function ci(text: string, status: number, others: number): { last: string | undefined; status: number | null } {
  const bin = fs.mkdtempSync(path.join(os.tmpdir(), "ci-"));
  const script = `#!/bin/sh\n[ "$*" = "run check-versions" ] && exit ${others}\ncat <<'END'\n${text}\nEND\nexit ${status}\n`;
  fs.writeFileSync(path.join(bin, "npm"), script, { mode: 0o755 });
  const run = spawnSync(".ci/run", { encoding: "utf8", env: { ...process.env, PATH: `${bin}:${process.env.PATH}` } });
  fs.rmSync(bin, { recursive: true });
  return { last: run.stdout.trimEnd().split("\n").at(-1), status: run.status };
}

it.each([
  ["all is well", "3 passed, 0 failed", 0, 0, "4 passed, 0 failed", 0],
  ["a test fails, and npm says more", "2 passed, 1 failed\nnpm error", 1, 0, "3 passed, 1 failed", 1],
  ["a test fails, and the status does not say so", "2 passed, 1 failed", 0, 0, "3 passed, 1 failed", 1],
  ["no test ran", "0 passed, 0 failed", 0, 0, "1 passed, 0 failed", 1],
  ["the set-up fails", "No Python was found", 1, 1, "0 passed, 1 failed", 1],
  ["the set-up fails with other versions", "3 passed, 0 failed", 0, 1, "3 passed, 1 failed", 1],
  ["the status is another", "3 passed, 0 failed", 7, 0, "4 passed, 0 failed", 7],
])(".ci/run closes with the count and the status: %s", (_, text, given, others, last, status) => {
  expect(ci(text, given, others)).toEqual({ last, status });
});
