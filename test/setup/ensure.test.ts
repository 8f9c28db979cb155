import * as fs from "fs";
import * as path from "path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { FakeProject } from "./fake-project";

const everything = [
  "npm ci",
  "venv",
  "pip requirements.txt",
  "compile a.cc",
  "compile objects",
  "compile quiet-front.c",
  "measure",
  "bundle",
];
const addon = "node_modules/@tensorflow/tfjs-node/lib/napi-v8";

let project: FakeProject;
beforeEach(() => {
  project = new FakeProject();
});
afterEach(() => project.remove());

async function setUp(env?: Record<string, string>): Promise<string[]> {
  const { status, lines } = await project.run(["setup"], env);
  expect(lines.join("\n")).not.toContain("✗");
  expect(status).toBe(0);
  return project.calls();
}

describe("the set-up", () => {
  it("does each step once, and the second time nothing", async () => {
    expect(await setUp()).toEqual(everything);
    const second = await project.run();
    expect(second).toMatchObject({ status: 0, lines: [] });
    expect(project.calls()).toEqual([]);
  });

  it("shows its steps", async () => {
    const { lines } = await project.run();
    expect(lines.map((line) => line.replace(/\d+ s/, "N s").trim())).toEqual([
      "Setting up what is missing (some minutes the first time):",
      "npm packages …",
      "✓ npm packages, N s",
      "Python packages: JupyterLab, TensorFlow …",
      "✓ Python packages: JupyterLab, TensorFlow, N s",
      "TensorFlow for Node, compiled for this machine …",
      "LSTM: TensorFlow's own ops, which are slower, because native/ is left out",
      "✓ TensorFlow for Node, compiled for this machine, N s",
      "interactive parts …",
      "✓ interactive parts, N s",
      "Jupyter kernel …",
      "✓ Jupyter kernel, N s",
    ]);
  });

  it("installs Python's packages again when the requirements change, and only them", async () => {
    await setUp();
    project.write("requirements.txt", "jupyterlab==1");
    expect(await setUp()).toEqual(["pip requirements.txt"]);
  });

  it("compiles again when a source of native/ changes, and only that", async () => {
    await setUp();
    project.write("native/lstm.cc", "");
    expect((await setUp()).sort()).toEqual([...everything.slice(3, -1), "compile lstm.cc"].sort());
    project.write("native/lstm.cc", "// edited");
    expect(await setUp()).toHaveLength(5);
  });

  it("does without native/ where it does not compile, and says so", async () => {
    project.write("native/lstm.cc", "bad");
    const { status, lines } = await project.run();
    expect(status).toBe(0);
    expect(lines.filter((line) => line.includes("native/"))).toEqual([
      "  LSTM: TensorFlow's own ops, which are slower, because native/ does not compile with c++ (error: no such thing); " +
        `once that is mended, delete ${addon}/setup.stamp and run it again`,
    ]);
    expect(project.calls()).toContain("compile objects");
    expect(await setUp()).toEqual([]);
  });

  it("says which LSTM is the faster on this machine, measured once", async () => {
    project.write("native/lstm.cc", "");
    const { lines } = await project.run(["setup"], { MEASURES: "0.1,0.25", LSTM_OPS: "tensorflow" });
    expect(lines.find((line) => line.includes("LSTM"))).toMatch(
      /^ {2}LSTM: our ops for \w+, 2\.5 × as fast as TensorFlow's own in training, 2\.5 × in composing$/,
    );
    expect(project.calls().filter((call) => call === "measure")).toHaveLength(1);
    const measured = JSON.parse(fs.readFileSync(path.join(project.root, addon, "measured.json"), "utf8"));
    expect(measured).toMatchObject({ missing: null, measurements: [{ part: "lstm", chosen: "compiled" }, {}] });
    expect(measured.stamp).toBe(fs.readFileSync(path.join(project.root, addon, "setup.stamp"), "utf8"));
    expect(await setUp()).toEqual([]);
  });

  it("measures again, and does no more, when what was measured is deleted", async () => {
    await setUp();
    fs.rmSync(path.join(project.root, addon, "measured.json"));
    expect(await setUp()).toEqual(["measure"]);
  });

  it("says what to do when ours, as compiled, are the slower", async () => {
    project.write("native/lstm.cc", "");
    const { status, lines } = await project.run(["setup"], { MEASURES: "20,1" });
    expect(status).toBe(0);
    expect(lines.filter((line) => line.includes("LSTM"))).toEqual([
      "  LSTM: TensorFlow's own ops, which are faster here: ours are 0.050 × as fast as TensorFlow's own in training, " +
        "0.050 × in composing. Where the machine was busy meanwhile, or another compiler may do better (install clang, " +
        `say CXX=clang++): delete ${addon}/setup.stamp and run it again`,
    ]);
  });

  it("builds the addon without native/ where it does not load with it, and says so", async () => {
    project.write("native/lstm.cc", "");
    const { status, lines } = await project.run(["setup"], { MEASURES: "crash" });
    expect(status).toBe(0);
    expect(lines.filter((line) => line.includes("LSTM"))).toEqual([
      "  LSTM: TensorFlow's own ops, which are slower, because native/ compiles, but the addon does not load with it " +
        `(it crashes); once that is mended, delete ${addon}/setup.stamp and run it again`,
    ]);
    expect(project.calls().filter((call) => call === "measure")).toHaveLength(2);
    expect(await setUp()).toEqual([]);
  });

  it("fails where TensorFlow itself does not load", async () => {
    project.write("lib/model/index.js", "throw new Error('libtensorflow_cc.so.2: cannot open')");
    const { status, lines } = await project.run();
    expect(status).toBe(1);
    expect(lines.join("\n")).toContain("libtensorflow_cc.so.2: cannot open");
    expect(lines[lines.length - 1]).toMatch(/^TensorFlow for Node: ".*measure.cjs float32 bfloat16" failed \(exit 1\)/);
  });

  it("takes ziglang where there is no compiler", async () => {
    expect(await setUp({ NO_COMPILER: "1", CXX_SAYS: "not here" })).toEqual([
      ...everything.slice(0, 3),
      "pip requirements-compiler.txt",
      ...everything.slice(3),
    ]);
  });

  it("goes on after npm was interrupted", async () => {
    await project.run(["setup"], { NPM_SAYS: "interrupted" });
    project.calls();
    project.write("node_modules/half/package.json", "{}");
    expect(await setUp()).toEqual(everything);
  });

  it("ends npm before it ends itself, even an npm that does not listen", async () => {
    project.addStub(
      "npm",
      `process.on("SIGTERM", () => note("told")); note(String(process.pid)); setInterval(() => {}, 1000);`,
    );
    const ended = project.run(["setup"], {}, [
      "--eval",
      `setTimeout(() => process.kill(process.pid, "SIGTERM"), 1500); import(process.argv[1]);`,
    ]);
    const { status } = await ended;
    expect(status).toBe(143);
    const [pid, told] = project.calls();
    expect(told).toBe("told");
    expect(() => process.kill(Number(pid), 0)).toThrow("ESRCH");
  });

  it("makes .venv anew after pip was interrupted, and keeps what was finished", async () => {
    await project.run(["setup"], { PIP_SAYS: "interrupted" });
    expect(project.calls()).toEqual(["npm ci", "venv", "pip requirements.txt"]);
    expect(await setUp()).toEqual(everything.slice(1));
  });

  it("makes .venv anew when its Python is gone or the project has moved", async () => {
    await setUp();
    fs.rmSync(path.join(project.root, ".venv", "bin", "python"));
    expect(await setUp()).toEqual(["venv", "pip requirements.txt", "bundle"]);
    const pip = path.join(project.root, ".venv", "bin", "pip");
    fs.writeFileSync(pip, "#!/elsewhere/.venv/bin/python");
    fs.rmSync(path.join(project.root, ".venv", "setup.stamp"));
    expect(await setUp()).toEqual(["venv", "pip requirements.txt", "bundle"]);
  });

  it("does the work once when two start at the same time", async () => {
    const [one, two] = await Promise.all([project.run(), project.run()]);
    expect([one.status, two.status]).toEqual([0, 0]);
    expect(project.calls()).toEqual(everything);
    expect([...one.lines, ...two.lines]).toContain("Another set-up of this folder is running; waiting for it.");
  });

  it("bundles the interactive parts again when one of their sources changes, and only that", async () => {
    await setUp();
    project.write("widgets/main.ts", "// edited");
    expect(await setUp()).toEqual(["bundle"]);
    const extension = path.join(project.root, ".venv", "share", "jupyter", "labextensions", "music-widgets");
    const { load } = JSON.parse(fs.readFileSync(path.join(extension, "package.json"), "utf8")).jupyterlab._build;
    expect(fs.readFileSync(path.join(extension, load), "utf8")).toBe("// edited");
    fs.rmSync(path.join(extension, load));
    expect(await setUp()).toEqual(["bundle"]);
  });

  it("says why the interactive parts cannot be bundled", async () => {
    project.write("widgets/main.ts", "bad");
    const bad = await project.run();
    expect(bad.status).toBe(1);
    expect(bad.lines.at(-1)).toBe("widgets/ cannot be built: main.ts:1: no such thing");
    project.write("widgets/main.ts", "readFile");
    expect((await project.run()).lines.at(-1)).toBe(
      "widgets/ cannot be built: a browser has no fs, which it makes use of.",
    );
  });

  it("registers the kernel: this Node, the project's start script, the language", async () => {
    await setUp();
    const read = (file: string) => JSON.parse(fs.readFileSync(path.join(project.root, ".venv", file), "utf8"));
    expect(read("share/jupyter/kernels/tslab/kernel.json")).toMatchObject({
      argv: [process.execPath, path.join(project.root, "kernel", "start.cjs"), "{connection_file}"],
      language: "typescript",
    });
    expect(read("etc/jupyter/jupyter_server_config.json").KernelSpecManager.allowed_kernelspecs).toEqual(["tslab"]);
  });
});
