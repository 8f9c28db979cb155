import * as fs from "fs";
import * as path from "path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { FakeProject } from "./fake-project";

let project: FakeProject;
beforeEach(() => {
  project = new FakeProject();
});
afterEach(() => project.remove());

const finding = (lines: string[], what: string) => lines.find((line) => line.slice(2).startsWith(`${what}:`));

it("names what is there and what is missing, and changes nothing", async () => {
  project.removeStub("npm");
  const before = fs.readdirSync(project.root);
  const { status, lines } = await project.run(["check-environment"]);
  expect(status).toBe(1);
  expect(finding(lines, "npm")).toBe("✗ npm: not found – it comes with Node: install Node anew");
  expect(finding(lines, "Node")).toBe(`✓ Node: ${process.version}`);
  expect(finding(lines, "Python")).toMatch(/^✓ Python: 3\.11 \(.*\)$/);
  expect(finding(lines, "C++ compiler")).toBe("✓ C++ compiler: c++, c++ (a stub) 1.0");
  expect(finding(lines, "git")).toBe("✓ git: not found; it is not needed");
  expect(finding(lines, "Python packages")).toBe("✓ Python packages: not set up yet; npm start does it");
  expect(lines.join()).not.toContain("Proxy");
  expect(fs.readdirSync(project.root)).toEqual(before);
});

it("says what to do about each thing that is missing", async () => {
  const { lines } = await project.run(["check-environment"], {
    PYTHON_VERSION: "3.9",
    NO_COMPILER: "1",
    HTTPS_PROXY: "http://localhost:1",
  });
  expect(finding(lines, "Python")).toMatch(
    /^✗ Python: none that fits – No Python 3\.10 to 3\.1\d was found \(found only 3\.9\)/,
  );
  expect(finding(lines, "C++ compiler")).toBe("✓ C++ compiler: none; the set-up brings one from PyPI (ziglang)");
  expect(finding(lines, "Proxy")).toBe("✓ Proxy: HTTPS_PROXY; npm and pip go through it");
});

it("after the set-up, says what computes and whether it loads", async () => {
  await project.run();
  const { lines } = await project.run(["check-environment"]);
  expect(finding(lines, "npm packages")).toBe("✓ npm packages: set up");
  expect(finding(lines, "Jupyter kernel")).toBe("✓ Jupyter kernel: set up");
  expect(finding(lines, "LSTM")).toMatch(/TensorFlow's own ops, which are slower, because native\/ is left out$/);
  // The fake project has no TensorFlow.
  expect(finding(lines, "TensorFlow")).toMatch(/^✗ TensorFlow: .* – delete node_modules and \.venv, and start again$/);
  expect(fs.existsSync(path.join(project.root, "work"))).toBe(false);
});
