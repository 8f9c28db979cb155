import { execFileSync } from "child_process";
import * as fs from "fs";
import * as os from "os";
import * as path from "path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { wheelPackage } from "../../setup/machine.mjs";
import { unpack, wheelRequirement } from "../../setup/tensorflow-library.mjs";
import { FakeProject } from "./fake-project";

let project: FakeProject;
beforeEach(() => {
  project = new FakeProject();
});
afterEach(() => project.remove());

const name = wheelPackage(process) as string;
const folder = name.replace("-", "_");
const pinned = [
  "other==1 \\\n    --hash=sha256:00",
  `${name}==2.0 ; python_full_version < '3.14' \\\n    --hash=sha256:11 \\\n    --hash=sha256:22`,
  "wheel==3 \\\n    --hash=sha256:33\n",
].join("\n");
const requirement = `${name}==2.0 \\\n    --hash=sha256:11 \\\n    --hash=sha256:22`;
const setUp = async (version: string) => {
  const { status, lines } = await project.run(["setup"], { PYTHON_VERSION: version, WHEEL: folder });
  expect(lines.join("\n")).not.toContain("✗");
  expect(status).toBe(0);
  return project.calls().join("\n");
};

it("with Python 3.14, TensorFlow's library comes out of another Python's wheel, by the hash that is pinned", async () => {
  project.write("requirements.txt", pinned);
  const calls = await setUp("3.14");
  expect(calls).toContain(`pip requirements.txt\npip download ${requirement}\nunpack requirements.txt\ncompile a.cc`);
  const library = path.join(project.root, ".venv", "tensorflow-library");
  expect(fs.readdirSync(library)).toEqual(["tensorflow", `${folder}-2.0.dist-info`]);
  // The addon looks for it there.
  const addon = path.join(project.root, "node_modules/@tensorflow/tfjs-node/lib/napi-v8/tfjs_tensorflow.node");
  expect(fs.readFileSync(addon, "utf8")).toContain(`-Xlinker -rpath -Xlinker ${path.join(library, "tensorflow")} -o`);
  expect(await setUp("3.14")).toBe("");
});

it("it is not fetched again when only other requirements change", async () => {
  project.write("requirements.txt", pinned);
  await setUp("3.14");
  project.write("requirements.txt", pinned.replace("wheel==3", "wheel==4"));
  expect(await setUp("3.14")).toBe("pip requirements.txt");
  project.write("requirements.txt", pinned.replace("==2.0", "==2.1"));
  expect(await setUp("3.14")).toContain("pip download");
});

it("with a Python that has a wheel, nothing is fetched besides", async () => {
  project.write("requirements.txt", pinned);
  expect(await setUp("3.12")).not.toContain("download");
});

it("a Python for which there is a wheel goes before one for which there is none", async () => {
  const answer = (version: string) => `
    if (args[0] === "-c") console.log(["${version}", __filename, "True"].join("\\n"));`;
  project.addStub("python3", answer("3.14"));
  const chosen = async (env = {}) =>
    (await project.run(["check-environment"], env)).lines.find((l) => /Python:/.test(l));
  expect(await chosen()).toMatch(/Python: 3\.14 \(.*python3\)/);
  project.addStub("python3.11", answer("3.11"));
  expect(await chosen()).toMatch(/Python: 3\.11 \(.*python3\.11\)/);
  expect(await chosen({ PYTHON: "python3" })).toMatch(/Python: 3\.14 \(.*python3\)/);
});

it("the requirement is that of requirements.txt without its condition", () => {
  expect(wheelRequirement(pinned, name).trim()).toBe(requirement);
  expect(() => wheelRequirement(pinned, "tensor")).toThrow("requirements.txt names no tensor");
  const real = wheelRequirement(fs.readFileSync("requirements.txt", "utf8"), name);
  expect(real).toMatch(/^\S+==\S+ \\\n( {4}--hash=sha256:[0-9a-f]{64}( \\)?\n)+$/);
});

it("of a wheel only the library, the headers and its description are kept", () => {
  const work = fs.mkdtempSync(path.join(os.tmpdir(), "wheel "));
  const python = path.resolve(".venv/bin/python");
  const names = [
    "tensorflow/__init__.py",
    "tensorflow/include/tensorflow/c/c_api.h",
    "tensorflow/libtensorflow_cc.so.2",
    "tensorflow/libtensorflow_framework.2.dylib",
    "tensorflow/python/_pywrap.so",
    "tensorflow-2.21.0.dist-info/METADATA",
    "../outside",
  ];
  const zip = `import sys, zipfile\nwith zipfile.ZipFile(sys.argv[1], "w") as z:\n for n in sys.argv[2:]: z.writestr(n, n)`;
  fs.mkdirSync(path.join(work, "in"));
  execFileSync(python, ["-c", zip, path.join(work, "in", "tensorflow.whl"), ...names]);
  execFileSync(python, ["-c", unpack, path.join(work, "in"), path.join(work, "out")]);
  const out = fs.readdirSync(path.join(work, "out"), { recursive: true, withFileTypes: true });
  expect(out.filter((entry) => entry.isFile()).map(({ name }) => name)).toEqual(
    expect.arrayContaining(["c_api.h", "libtensorflow_cc.so.2", "libtensorflow_framework.2.dylib", "METADATA"]),
  );
  expect(out.filter((entry) => entry.isFile())).toHaveLength(4);
  fs.rmSync(work, { recursive: true });
});
