/** A project of a few bytes with npm, Python and compiler replaced by stubs, to watch the set-up at work. */
import { spawn } from "child_process";
import * as fs from "fs";
import * as os from "os";
import * as path from "path";

export interface Ended {
  status: number | null;
  /** What it wrote to both streams, in lines. */
  lines: string[];
  milliseconds: number;
}

/** Stubs by name: the body of a Node script; `args` are its arguments, `note(text)` writes to the log. */
export const stubs: Record<string, string> = {
  npm: `
    note("npm " + args[0]);
    if (process.env.NPM_SAYS) { console.error(process.env.NPM_SAYS); process.exit(1); }
    fs.mkdirSync("node_modules/@tensorflow/tfjs-node/binding", { recursive: true });
    fs.writeFileSync("node_modules/@tensorflow/tfjs-node/binding/a.cc", "");
    fs.mkdirSync("node_modules/tsx", { recursive: true });
    fs.writeFileSync("node_modules/tsx/cjs.js", "");
    fs.mkdirSync("node_modules/vite", { recursive: true });
    fs.copyFileSync("vite.txt", "node_modules/vite/index.mjs");
    fs.writeFileSync("node_modules/vite/package.json", '{"main":"index.mjs"}');
    setTimeout(() => fs.writeFileSync("node_modules/.package-lock.json", '{"packages":{}}'), 300);`,
  // It is both the Python found and, copied, the one of the virtual environment.
  python3: `
    const version = process.env.PYTHON_VERSION ?? "3.11";
    if (args[0] === "-c" && args.length > 2) {
      note("unpack " + fs.readdirSync(args[2]));
      fs.mkdirSync(path.join(args[3], "tensorflow", "include"), { recursive: true });
      const release = fs.readFileSync(path.join(args[2], "requirements.txt"), "utf8").match(/==([\\d.]+)/)[1];
      fs.mkdirSync(path.join(args[3], process.env.WHEEL + "-" + release + ".dist-info"));
    } else if (args[0] === "-c") {
      console.log([version, __filename, process.env.PYTHON_VENV ?? "True"].join("\\n"));
    } else if (args[1] === "venv") {
      note("venv");
      fs.mkdirSync(path.join(args[2], "bin"), { recursive: true });
      fs.copyFileSync(__filename, path.join(args[2], "bin", "python"));
      fs.writeFileSync(path.join(args[2], "bin", "pip"), "#!" + path.join(args[2], "bin", "python"));
    } else if (args[1] === "pip") {
      const name = path.basename(args.at(-1));
      if (args[2] === "download") note("pip download " + fs.readFileSync(args.at(-1)).toString().trim());
      else note("pip " + name);
      if (process.env.PIP_SAYS) { console.error(process.env.PIP_SAYS); process.exit(1); }
      if (args[2] === "download" || version === "3.14") return;
      const site = path.join(path.dirname(__dirname), "lib", "python" + version, "site-packages", "tensorflow");
      fs.mkdirSync(path.join(site, "include"), { recursive: true });
    } else compile(args.slice(3));`,
  "c++": `
    if (args[0] === "--version") { console.log("c++ (a stub) 1.0"); process.exit(0); }
    if (process.env.CXX_SAYS) { console.error(process.env.CXX_SAYS); process.exit(1); }
    compile(args);`,
};

/**
 * In the place of lib/model, for setup/measure.cjs: notes each time it measures. The addon holds our ops when
 * `native/` has sources; MEASURES: seconds of ours and of TensorFlow's own, "1,2", or "crash" when the addon holds ours.
 */
const model = `
const fs = require("fs"), path = require("path");
const folder = process.env.TENSORFLOW_ADDON ? path.dirname(process.env.TENSORFLOW_ADDON) : path.resolve("node_modules/@tensorflow/tfjs-node/lib/napi-v8");
const own = fs.readFileSync(path.join(folder, "tfjs_tensorflow.node"), "utf8").includes("lstm.cc");
exports.compiled = { present: () => own };
exports.measureImplementations = () => {
  const held = process.env.ONEDNN_MAX_CPU_ISA;
  fs.appendFileSync(process.env.STUB_LOG, "measure" + (held ? " " + held : "") + "\\n");
  if (process.env.LSTM_OPS) throw new Error("the wish of the moment is measured");
  if (own && process.env.MEASURES === "crash") process.kill(process.pid, "SIGILL");
  const [compiled, tensorflow] = (process.env.MEASURES || "1,2").split(",").map(Number);
  return ["lstm", "decoder"].map((part) => ({
    part, units: 256, precision: "float32", batch: part === "lstm" ? 64 : 1,
    seconds: { compiled, tensorflow }, chosen: compiled <= tensorflow ? "compiled" : "tensorflow",
  }));
};
`;

/** In the place of vite: its bundle is the text of the one source. */
const vite = `
import fs from "node:fs";
export async function build({ plugins, build }) {
  const source = build.rollupOptions.input;
  const code = fs.readFileSync(source, "utf8");
  // Of the two scripts one is noted.
  if (!source.includes("playground")) fs.appendFileSync(process.env.STUB_LOG, "bundle\\n");
  if (code === "bad") throw new Error("main.ts:1: no such thing");
  plugins[0].generateBundle.call({ getModuleIds: () => [source, source + "?inline", "\\0virtual"] });
  return { output: [{ code, imports: code.includes("readFile") ? ["fs"] : [] }] };
}
`;

const prelude = `#!${process.execPath}
const fs = require("fs"), path = require("path"), args = process.argv.slice(2);
const note = (text) => fs.appendFileSync(process.env.STUB_LOG, text + "\\n");
function compile(args) {
  const source = args.find((arg) => /\\.(cc|c)$/.test(arg)) ?? "objects";
  if (!source.endsWith("try.cc")) note("compile " + path.basename(source));
  if (source.endsWith("try.cc") ? process.env.NO_COMPILER : fs.existsSync(source) && fs.readFileSync(source, "utf8") === "bad") {
    console.error("a.cc:1: error: no such thing");
    process.exit(1);
  }
  fs.writeFileSync(args[args.indexOf("-o") + 1], args.join(" "));
}
`;

export class FakeProject {
  readonly root: string;
  private readonly bin: string;
  private readonly logFile: string;

  constructor() {
    const folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), "fake project ")));
    this.root = path.join(folder, "project");
    this.bin = path.join(folder, "bin");
    this.logFile = path.join(folder, "log");
    fs.mkdirSync(this.bin);
    fs.cpSync(path.resolve("setup"), path.join(this.root, "setup"), { recursive: true });
    this.write("lib/preset.ts", fs.readFileSync("lib/preset.ts", "utf8"));
    this.write("package-lock.json", '{"packages":{"":{}}}');
    this.write("requirements.txt", "");
    this.write("lib/model/index.js", model);
    this.write("vite.txt", vite);
    this.write("widgets/main.ts", "// the interactive parts");
    this.write("widgets/playground/main.ts", "// the page to play on");
    for (const name of Object.keys(stubs)) this.addStub(name);
  }

  addStub(name: string, body: string = stubs[name]): void {
    fs.writeFileSync(path.join(this.bin, name), prelude + body, { mode: 0o755 });
  }

  removeStub(name: string): void {
    fs.rmSync(path.join(this.bin, name));
  }

  write(file: string, text: string): void {
    const target = path.join(this.root, file);
    fs.mkdirSync(path.dirname(target), { recursive: true });
    fs.writeFileSync(target, text);
  }

  /** What the stubs were called for since the last look. */
  calls(): string[] {
    const text = fs.existsSync(this.logFile) ? fs.readFileSync(this.logFile, "utf8") : "";
    fs.rmSync(this.logFile, { force: true });
    return text.split("\n").filter((line) => line !== "");
  }

  /** `node setup/main.mjs …` with nothing but the stubs on the PATH. */
  run(args: string[] = ["setup"], env: Record<string, string> = {}, nodeArgs: string[] = []): Promise<Ended> {
    const began = Date.now();
    const child = spawn(process.execPath, [...nodeArgs, path.join(this.root, "setup", "main.mjs"), ...args], {
      cwd: this.root,
      env: { PATH: this.bin, HOME: this.root, TMPDIR: os.tmpdir(), STUB_LOG: this.logFile, ...env },
    });
    let text = "";
    child.stdout.on("data", (data) => (text += data));
    child.stderr.on("data", (data) => (text += data));
    return new Promise((resolve) => {
      child.on("close", (status) => {
        const lines = text.split("\n").filter((line) => line.trim() !== "");
        resolve({ status, lines, milliseconds: Date.now() - began });
      });
    });
  }

  remove(): void {
    fs.rmSync(path.dirname(this.root), { recursive: true, force: true });
  }
}
