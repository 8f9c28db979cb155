import * as fs from "fs";
import * as path from "path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { presets } from "../../lib/preset";
import { checkDisk } from "../../setup/disk.mjs";
import { tellError } from "../../setup/errors.mjs";
import { FakeProject } from "./fake-project";

let project: FakeProject;
beforeEach(() => {
  project = new FakeProject();
});
afterEach(() => project.remove());

/** Runs the set-up, expects it to fail, and gives its last line. */
async function lastLine(env: Record<string, string> = {}, args?: string[], nodeArgs?: string[]): Promise<string> {
  const { status, lines } = await project.run(args, env, nodeArgs);
  expect(status).toBe(1);
  return lines[lines.length - 1];
}

/** Node's argument that makes it pretend something of itself before the program runs. */
function pretend(code: string): string[] {
  project.write("pretend.cjs", code);
  return ["--require", path.join(project.root, "pretend.cjs")];
}

describe("what the machine lacks is said in one line", () => {
  it.each(["18.20.1", "20.18.3", "22.11.0"])("a Node that can require ES modules, not %s", async (version) => {
    const old = pretend(
      `Object.defineProperty(process, "versions", { value: { ...process.versions, node: "${version}" } })`,
    );
    const { status, lines } = await project.run(["setup"], {}, old);
    expect(status).toBe(1);
    expect(lines).toEqual([
      `Node ${version} is too old: install Node 20.19, 22.12 or newer (https://nodejs.org) and run it again.`,
    ]);
  });

  it("an operating system other than Windows", async () => {
    const { status, lines } = await project.run(
      ["setup"],
      {},
      pretend(`Object.defineProperty(process, "platform", { value: "win32" })`),
    );
    expect(status).toBe(1);
    expect(lines).toHaveLength(1);
    expect(lines[0]).toContain("WSL2");
  });

  it("Python", async () => {
    project.removeStub("python3");
    expect(await lastLine()).toBe(
      "No Python 3.10 to 3.14 was found: install one, or name it in the environment variable PYTHON.",
    );
  });

  it("Python behind a version manager's command that only fails", async () => {
    project.addStub("python3", `console.error("pyenv: python3: command not found"); process.exit(127);`);
    expect(await lastLine()).toContain("No Python 3.10 to 3.14 was found:");
  });

  it("a Python that fits", async () => {
    expect(await lastLine({ PYTHON_VERSION: "3.9" })).toContain("was found (found only 3.9): install one");
  });

  it("the Python that PYTHON names", async () => {
    expect(await lastLine({ PYTHON: "/nowhere/python" })).toContain(
      "PYTHON=/nowhere/python is not a Python 3.10 to 3.14",
    );
  });

  it("the venv module", async () => {
    expect(await lastLine({ PYTHON_VENV: "False" })).toMatch(
      /^Python 3\.11 \(.*python3\) has no venv module: install it \(Debian, Ubuntu: sudo apt install python3\.11-venv\) and run it again\.$/,
    );
  });

  it("npm", async () => {
    project.removeStub("npm");
    expect(await lastLine()).toBe('npm packages: "npm" was not found; it comes with Node (https://nodejs.org).');
  });

  it("a network, for npm and for pip", async () => {
    expect(await lastLine({ NPM_SAYS: "npm error code EAI_AGAIN\nnpm error errno EAI_AGAIN" })).toBe(
      "npm packages: the package registry cannot be reached; check the network (or the proxy settings) and run it again.",
    );
    expect(
      await lastLine({
        PIP_SAYS: "WARNING: Retrying … NewConnectionError(...)\nERROR: No matching distribution found",
      }),
    ).toBe(
      "Python packages: the package registry cannot be reached; check the network (or the proxy settings) and run it again.",
    );
  });

  it("space on the disk", async () => {
    expect(await lastLine({ PIP_SAYS: "ERROR: [Errno 28] No space left on device" })).toBe(
      "Python packages: no space left on the disk; free about 3 GB and run it again.",
    );
    expect(() => checkDisk("/data", () => ({ bavail: 1000, bsize: 1_000_000 }))).toThrow("/data has 1.0 GB free");
    expect(() => checkDisk("/data", () => ({ bavail: 5000, bsize: 1_000_000 }))).not.toThrow();
  });
});

describe("a place that cannot be written to is named, with what to do", () => {
  it("the project's folder", async () => {
    // A file system that is read-only, to root as well.
    const closed = pretend(`const fs = require("fs"), access = fs.accessSync;
      fs.accessSync = (file, mode) => {
        if (file === ${JSON.stringify(project.root)}) throw Object.assign(new Error(), { code: "EROFS" });
        return access(file, mode);
      };
      require("module").syncBuiltinESMExports();`);
    for (const command of ["setup", "start"]) {
      expect(await lastLine({}, [command], closed)).toBe(
        `${project.root} cannot be written to: copy the project to a folder of yours (cp -r) and start it there.`,
      );
    }
  });

  it("any file", () => {
    const refused = (code: string, what: string) =>
      Object.assign(new Error(`${code}: ${what}, open '/a/b'`), { code, path: "/a/b" });
    expect(tellError(refused("EACCES", "permission denied"))).toBe(
      "/a/b cannot be written to (EACCES: permission denied): see to whom it belongs, or copy the project elsewhere and run it again.",
    );
    expect(tellError(refused("ENOSPC", "no space left on device"))).toContain("free some space and run it again.");
    expect(tellError(new Error("odd"))).toMatch(/^Error: odd\n +at /);
    expect(tellError(null)).toBe("null");
  });
});

describe("other failures", () => {
  it("show the end of what the program wrote", async () => {
    const { status, lines } = await project.run(["setup"], { NPM_SAYS: "npm error something\nnpm error odd" });
    expect(status).toBe(1);
    expect(lines.slice(-3)).toEqual([
      "    npm error something",
      "    npm error odd",
      'npm packages: "npm ci --ignore-scripts --no-audit --no-fund" failed (exit 1); its last lines are above.',
    ]);
  });

  it("leave no lock behind", async () => {
    await project.run(["setup"], { NPM_SAYS: "odd" });
    expect(fs.readdirSync(project.root).filter((name) => name.includes("lock"))).toEqual(["package-lock.json"]);
  });
});

describe("wrong commands and options", () => {
  it("show names with control characters as text", async () => {
    const midi = "/nowhere/\x1b[2J\x1b]0;owned\x07\u202e";
    const line = await lastLine({}, ["reproduce", "--midi", midi]);
    expect(line).toContain("There is no folder /nowhere/\\x1b[2J\\x1b]0;owned\\x07\\u202e. Usage");
    expect(line).not.toMatch(/[\x00-\x1f\u202e]/);
    expect(await lastLine({}, ["reproduce", "\x1b[2J"])).not.toContain("\x1b");
  });

  it("are answered with the usage, before anything is set up", async () => {
    const names = Object.keys(presets);
    const usage = `Usage: npm run reproduce -- [--midi DIR | --collection NAME] [--preset ${names.join("|")}] [--out DIR] [--fresh]`;
    expect(await lastLine({}, ["reproduce", "--presset", "quick"])).toContain(`Unknown option '--presset'. ${usage}`);
    expect(await lastLine({}, ["reproduce", "--preset", "huge"])).toContain(
      `There is no preset "huge" (${names.join(", ")}). ${usage}`,
    );
    expect(await lastLine({ INIT_CWD: "/nowhere" }, ["reproduce", "--midi", "songs"])).toContain(
      `There is no folder /nowhere/songs. ${usage}`,
    );
    expect(await lastLine({}, ["reproduce", "quick"])).toContain(usage);
    expect(await lastLine({}, ["reproduce", "--midi"])).toContain(usage);
    expect(await lastLine({}, ["dance"])).toContain("Usage: node setup/main.mjs reproduce|start|");
    expect(project.calls()).toEqual([]);
  });
});
