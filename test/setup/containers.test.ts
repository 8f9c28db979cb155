import * as fs from "fs";
import * as path from "path";
import { expect, it } from "vitest";
import { root } from "../kernel/kernelspec";
import { whyNotHere } from "../../setup/machine.mjs";

const read = (name: string): string => fs.readFileSync(path.join(root, name), "utf8");
const dockerfile = read("Dockerfile")
  .replace(/^#.*\n/gm, "")
  .replace(/\s*\\\n\s*/g, " ");
const lines = (command: string): string[] =>
  [...dockerfile.matchAll(new RegExp(`^${command} (.*)$`, "gm"))].map(([, rest]) => rest);

it("the image is made by the one set-up, on a Node that will do", () => {
  const [base] = lines("FROM");
  const [, node] = /^node:(\d+)-\S+-slim AS tools$/.exec(base)!;
  expect(whyNotHere({ platform: "linux", arch: "x64", musl: false, node: `${node}.12.0` })).toBeNull();
  expect(lines("RUN").some((run) => run.startsWith("node setup/main.mjs setup"))).toBe(true);
});

it("there is no second list of versions", () => {
  expect(dockerfile).not.toMatch(/(npm|pip3?) install|requirements|==|@\d/);
  expect(read(".devcontainer/devcontainer.json")).not.toMatch(/features|"image"|\d+\.\d+/);
});

it("it runs as a plain user, with the token, and listens to others only in the container", () => {
  expect(lines("USER")).toEqual(["node"]);
  const command = JSON.parse(lines("CMD")[0]) as string[];
  expect(command).toEqual(["npm", "start", "--", "--ip", "0.0.0.0"]);
  expect(read("Dockerfile")).toContain("-p 127.0.0.1:8888:8888");
});

it("Binder finds Jupyter: .venv's programs come first on the PATH of a folder that the user owns", () => {
  expect(lines("ENV")).toEqual([`PATH=${lines("WORKDIR")[0]}/.venv/bin:$PATH`]);
  // Binder takes the Dockerfile at the top only where there is no folder of its own.
  expect(["binder", ".binder"].filter((name) => fs.existsSync(path.join(root, name)))).toEqual([]);
});

it("what git leaves out stays out of the image", () => {
  const entries = (name: string) =>
    read(name)
      .split("\n")
      .map((line) => line.replace(/^\*\*\/|\/$/g, ""));
  expect(entries(".dockerignore")).toEqual(expect.arrayContaining(entries(".gitignore")));
});

it("the devcontainer is the same image's first stage, set up when it is made", () => {
  const { build, remoteUser, postCreateCommand } = JSON.parse(read(".devcontainer/devcontainer.json"));
  expect(path.join(root, ".devcontainer", build.dockerfile)).toBe(path.join(root, "Dockerfile"));
  expect(dockerfile).toMatch(new RegExp(` AS ${build.target}$`, "m"));
  expect([remoteUser, postCreateCommand]).toEqual(["node", "node setup/main.mjs setup"]);
});
