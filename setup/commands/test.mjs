// @ts-check
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { jupyterEnvironment } from "../jupyter.mjs";
import { projectRoot } from "../paths.mjs";
import { showStep } from "../progress.mjs";
import { runInForeground } from "../run.mjs";
import { installTestPackages, testPackagesAreReady } from "../test-packages.mjs";

/**
 * Runs every test, or those that the arguments pick (they are vitest's), and closes with `N passed, N failed`.
 * @type {import("../command.mjs").Command}
 */
export function test(args) {
  return async () => {
    if (!testPackagesAreReady(projectRoot)) {
      await showStep("Python packages of the tests", () => installTestPackages(projectRoot));
    }
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), "vitest-"));
    const report = path.join(folder, "report.json");
    const vitest = path.join(projectRoot, "node_modules", "vitest", "vitest.mjs");
    const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
    try {
      const code = await runInForeground(process.execPath, [vitest, "run", ...reporters, ...args], {
        cwd: projectRoot,
        env: jupyterEnvironment(projectRoot),
      });
      const { passed, failed } = fs.existsSync(report)
        ? countTests(JSON.parse(fs.readFileSync(report, "utf8")))
        : { passed: 0, failed: 0 };
      console.log(`${passed} passed, ${failed} failed`);
      return code || (failed > 0 || passed === 0 ? 1 : 0);
    } finally {
      fs.rmSync(folder, { recursive: true, force: true });
    }
  };
}

/**
 * Passed and failed tests in vitest's JSON report. A file that could not be run counts as one failed test.
 * @param {{ numPassedTests: number, numFailedTests: number, testResults: { status: string, assertionResults: { status: string }[] }[] }} report
 */
export function countTests(report) {
  const broken = report.testResults.filter(
    (file) => file.status === "failed" && !file.assertionResults.some((test) => test.status === "failed"),
  );
  return { passed: report.numPassedTests, failed: report.numFailedTests + broken.length };
}
