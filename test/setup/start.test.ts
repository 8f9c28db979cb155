import { afterEach, beforeEach, expect, it } from "vitest";
import { isLoopback, openWarning, takeAddress } from "../../setup/commands/start.mjs";
import { FakeProject, stubs } from "./fake-project";

let project: FakeProject;
beforeEach(() => {
  project = new FakeProject();
  project.write("notebooks/01-a.ipynb", '{"cells":[],"metadata":{},"nbformat":4,"nbformat_minor":5}');
  project.addStub(
    "python3",
    `if (args[1] === "jupyterlab") { console.log("lab " + args.join(" ")); return; }${stubs.python3}`,
  );
});
afterEach(() => project.remove());

/** How JupyterLab is started, and what else is said. */
async function started(...args: string[]): Promise<{ lab: string; all: string }> {
  const { lines } = await project.run(["start", ...args]);
  return { lab: lines.find((line) => line.startsWith("lab ")) ?? "", all: lines.join("\n") };
}

it("listens on this computer alone, with Jupyter's token", async () => {
  const { lab, all } = await started();
  expect(lab).toContain("--ServerApp.ip=127.0.0.1");
  expect(lab).not.toMatch(/token|password|no-browser/i);
  expect(all).not.toContain("whoever");
});

it("lets others in only when told so in the command, with a plain warning and with the token", async () => {
  const { lab, all } = await started("--ip", "0.0.0.0", "--preset", "quick");
  expect(lab).toContain("--ServerApp.ip=0.0.0.0");
  expect(lab).toContain("--no-browser");
  expect(lab).not.toMatch(/token|password/i);
  expect(all).toContain(openWarning("0.0.0.0"));
});

it("takes addresses only", async () => {
  expect(takeAddress(["--fresh"])).toEqual({ ip: "127.0.0.1", rest: ["--fresh"] });
  expect(takeAddress(["--preset", "quick", "--ip=::1", "--fresh"])).toEqual({
    ip: "::1",
    rest: ["--preset", "quick", "--fresh"],
  });
  for (const args of [["--ip"], ["--ip", "everyone"], ["--ip="], ["--ip", "--fresh"]]) {
    expect(() => takeAddress(args)).toThrow(/--ip wants an address.*Usage: npm start/);
  }
  expect(["127.0.0.1", "127.1.2.3", "::1", "0.0.0.0", "::", "192.168.0.2", "128.0.0.1"].map(isLoopback)).toEqual([
    true,
    true,
    true,
    false,
    false,
    false,
    false,
  ]);
});
