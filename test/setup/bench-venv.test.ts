import * as fs from "fs";
import * as path from "path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { FakeProject, stubs } from "./fake-project";

/** Python that notes pip's options, and whose pip fails for the files that PIP_LACKS names; "index": also from PyTorch's own index. */
const python = `
  if (args[1] === "pip") {
    const from = args.includes("--extra-index-url") ? " index" : "";
    const lacking = (process.env.PIP_LACKS ?? "").split(",").includes(path.basename(args.at(-1)) + from);
    if (process.env.PIP_OPTIONS) note(args.filter((arg) => /^(--|:|http)/.test(arg)).join(" "));
    if (from || lacking) note("pip " + path.basename(args.at(-1)) + from);
    if (lacking) { console.error("ERROR: No matching distribution found"); process.exit(1); }
    if (from) process.exit(0);
  }
  ${stubs.python3}`;

const [others, torch, fromIndex] = [
  "pip requirements.txt",
  "pip requirements-torch.txt",
  "pip requirements-torch.txt index",
];
/** What this machine's widest instruction set is, nobody here needs to know. */
const started = expect.stringMatching(/^bench\/main\.ts --cpu \w+ train\.256$/);

let project: FakeProject;
beforeEach(async () => {
  project = new FakeProject();
  project.addStub("python3", python);
  project.write("bench/requirements.txt", "symusic==1");
  project.write("bench/requirements-torch.txt", "torch==2");
  expect((await project.run()).status).toBe(0);
  project.write(
    "node_modules/tsx/dist/cli.mjs",
    `import fs from "node:fs"; fs.appendFileSync(process.env.STUB_LOG, process.argv.slice(2).join(" ") + "\\n");`,
  );
  project.calls();
});
afterEach(() => project.remove());

/** What `npm run bench` did, and what it wrote below the line of the step. */
async function bench(env: Record<string, string> = {}): Promise<{ calls: string[]; lines: string[] }> {
  const { status, lines } = await project.run(["bench", "train.256"], env);
  expect(status).toBe(0);
  return { calls: project.calls(), lines };
}

describe("the bench's own environment", () => {
  it("is made once, before the bench starts, and leaves .venv alone", async () => {
    const stamp = fs.readFileSync(path.join(project.root, ".venv", "setup.stamp"), "utf8");
    expect((await bench()).calls).toEqual(["venv", others, torch, started]);
    expect(fs.existsSync(path.join(project.root, ".bench-venv", "bin", "python"))).toBe(true);
    expect(await bench()).toEqual({ calls: [started], lines: [] });
    expect(fs.readFileSync(path.join(project.root, ".venv", "setup.stamp"), "utf8")).toBe(stamp);
  });

  it("is made anew when its pins change or its Python is gone", async () => {
    await bench();
    for (const name of ["requirements.txt", "requirements-torch.txt"]) {
      project.write(`bench/${name}`, "another==3");
      expect((await bench()).calls).toEqual(["venv", others, torch, started]);
    }
    fs.rmSync(path.join(project.root, ".bench-venv", "bin", "python"));
    expect((await bench()).calls).toEqual(["venv", others, torch, started]);
  });

  it("is of wheels only, and all but PyTorch have hashes", async () => {
    const { calls } = await bench({ PIP_OPTIONS: "1", PIP_LACKS: "requirements-torch.txt" });
    const wheels = "--no-deps --only-binary :all: --retries";
    expect(calls.filter((call) => call.startsWith("--"))).toEqual([
      `${wheels} --require-hashes`,
      wheels,
      `${wheels} --extra-index-url https://download.pytorch.org/whl/cpu`,
    ]);
  });

  it("takes PyTorch from PyTorch's own index where pip does not find it otherwise", async () => {
    const { calls } = await bench({ PIP_LACKS: "requirements-torch.txt" });
    expect(calls).toEqual(["venv", others, torch, fromIndex, started]);
    expect((await bench()).calls).toEqual([started]);
  });

  it("has the others when there is no PyTorch, and PyTorch when there are no others; the bench starts, and the next one tries again", async () => {
    const without = await bench({ PIP_LACKS: "requirements-torch.txt,requirements-torch.txt index" });
    expect(without.calls).toEqual(["venv", others, torch, fromIndex, started]);
    expect(without.lines[without.lines.length - 1]).toMatch(
      /^PyTorch: ".*" failed \(exit 1\); its last lines are above\.$/,
    );
    const alone = await bench({ PIP_LACKS: "requirements.txt" });
    expect(alone.calls).toEqual(["venv", others, torch, started]);
    expect(alone.lines[alone.lines.length - 1]).toMatch(/^The bench's packages: ".*" failed/);
    expect((await bench()).calls).toEqual(["venv", others, torch, started]);
  });
});
