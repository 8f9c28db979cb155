// @ts-check
/** What a machine has of what the project needs: the same list as in environment.md, for the machine one is on. */
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { addonIsReady } from "./addon.mjs";
import { placesOf } from "./addon-sources.mjs";
import { workingCompiler } from "./compiler.mjs";
import { checkDisk } from "./disk.mjs";
import { setsOf } from "./instruction-sets.mjs";
import { kernelIsRegistered } from "./jupyter.mjs";
import { measuredFile, tellMeasured } from "./measure.mjs";
import { packagesAreReady } from "./packages.mjs";
import { findPython } from "./python.mjs";
import { run } from "./run.mjs";
import { triedHere } from "./tried.mjs";
import { venvIsReady } from "./venv.mjs";

/**
 * `good`: nothing is to be done, or the set-up will do it. `advice`: what is to be done where it is not good.
 * @typedef {{ good: boolean, what: string, is: string, advice?: string }} Finding
 */

/**
 * @param {string} root
 * @returns {Promise<Finding[]>}
 */
export async function examine(root) {
  return [
    system(),
    { good: true, what: "Node", is: process.version },
    await version("npm", ["--version"], "it comes with Node: install Node anew"),
    await python(),
    ...(await triedBefore()),
    await compiler(),
    folder(root),
    disk(root),
    await git(),
    ...proxies(),
    ...(await setUp(root)),
  ];
}

/** @returns {Finding} */
function system() {
  const { platform, arch } = process;
  /** @type {Partial<Record<NodeJS.Platform, string[]>>} */
  const wheels = { linux: ["x64", "arm64"], darwin: ["arm64"] };
  const good = (wheels[platform] ?? []).includes(arch);
  const sets = setsOf().map(({ name }) => name);
  const is = `${os.type()} ${os.release()}, ${arch}, ${os.cpus().length} CPUs${sets.length ? ` (${sets.join(", ")})` : ""}`;
  const intel = "TensorFlow has no wheel for Intel Macs: use another machine";
  return {
    good,
    what: "System",
    is,
    advice: platform === "darwin" ? intel : "use Linux, macOS on Apple silicon, or WSL2",
  };
}

/**
 * @param {string} program
 * @param {string[]} args
 * @param {string} advice
 * @returns {Promise<Finding>}
 */
async function version(program, args, advice) {
  const { code, output } = await run(program, args, { timeout: 20_000 });
  const line = output.trim().split("\n")[0];
  return code === 0 ? { good: true, what: program, is: line } : { good: false, what: program, is: "not found", advice };
}

/** @returns {Promise<Finding>} */
async function python() {
  try {
    const { version, program } = await findPython();
    return { good: true, what: "Python", is: `${version} (${program})` };
  } catch (error) {
    return { good: false, what: "Python", is: "none that fits", advice: /** @type {Error} */ (error).message };
  }
}

/** What was tried of such a machine, as environment.md has it; of what it does not name, that it was not. */
async function triedBefore() {
  const found = await findPython().catch(() => null);
  const [node] = process.versions.node.split(".");
  const rows = triedHere({ system: `${process.platform} ${process.arch}`, node, python: found?.version ?? "" });
  /** @type {Finding[]} */
  const lines = rows.map(({ what, how, result }) => ({ good: true, what: `Tried, ${what}`, is: `${result} (${how})` }));
  if (!rows.some(({ what }) => what === `Node ${node}`)) {
    lines.push({ good: true, what: `Tried, Node ${node}`, is: "not yet; Node 20, 22 and 24 were" });
  }
  return lines;
}

/** @returns {Promise<Finding>} */
async function compiler() {
  const found = await workingCompiler();
  if (!found) return { good: true, what: "C++ compiler", is: "none; the set-up brings one from PyPI (ziglang)" };
  const { output } = await run(found.program, ["--version"], { timeout: 20_000 });
  return { good: true, what: "C++ compiler", is: `${found.name}, ${output.trim().split("\n")[0]}` };
}

/** @param {string} root @returns {Finding} */
function folder(root) {
  try {
    fs.accessSync(root, fs.constants.W_OK);
    return { good: true, what: "Project's folder", is: `${root}, writable` };
  } catch {
    return {
      good: false,
      what: "Project's folder",
      is: `${root}, not writable`,
      advice: "copy the project to one of yours",
    };
  }
}

/** @param {string} root @returns {Finding} */
function disk(root) {
  const { bavail, bsize } = fs.statfsSync(root);
  const is = `${((bavail * bsize) / 1e9).toFixed(1)} GB free`;
  try {
    if (!venvIsReady(root)) checkDisk(root);
    return { good: true, what: "Disk", is };
  } catch (error) {
    return { good: false, what: "Disk", is, advice: /** @type {Error} */ (error).message };
  }
}

/** Without git the project works; only which notebook is as the project keeps it is then told by its stamp alone. */
async function git() {
  const found = await version("git", ["--version"], "");
  return found.good ? found : { good: true, what: "git", is: "not found; it is not needed" };
}

/** @returns {Finding[]} */
function proxies() {
  const names = ["HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "http_proxy"].filter((name) => process.env[name]);
  return names.length === 0
    ? []
    : [{ good: true, what: "Proxy", is: `${names.join(", ")}; npm and pip go through it` }];
}

/**
 * What the set-up has done. What it has not done yet is no fault.
 * @param {string} root
 * @returns {Promise<Finding[]>}
 */
async function setUp(root) {
  const state = (/** @type {boolean} */ ready) => (ready ? "set up" : "not set up yet; npm start does it");
  const packages = packagesAreReady(root);
  const venv = venvIsReady(root);
  const { lib } = placesOf(root);
  const compiled = packages && venv && addonIsReady(root);
  /** @type {Finding[]} */
  const findings = [
    { good: true, what: "npm packages", is: state(packages) },
    { good: true, what: "Python packages", is: state(venv) },
    { good: true, what: "TensorFlow for Node", is: state(compiled) },
    { good: true, what: "Jupyter kernel", is: state(venv && kernelIsRegistered(root)) },
  ];
  if (compiled) {
    const measured = measuredFile(lib);
    const is = tellMeasured(/** @type {any} */ (measured), path.relative(root, path.join(lib, "setup.stamp")))
      .trim()
      .replace(/^LSTM: /, "");
    findings.push({ good: true, what: "LSTM", is });
    findings.push(await loads(root));
  }
  return findings;
}

/** @param {string} root @returns {Promise<Finding>} */
async function loads(root) {
  const script =
    'require("tsx/cjs"); const { tf } = require("./lib/tensorflow"); tf.tidy(() => tf.ones([2, 2]).sum().dataSync());' +
    'console.log("loads and computes, TensorFlow " + tf.backend().binding.TF_Version);';
  const { code, output } = await run(process.execPath, ["-e", script], { cwd: root, timeout: 120_000 });
  const line = output.trim().split("\n").at(-1) ?? "";
  const advice = "delete node_modules and .venv, and start again";
  return code === 0
    ? { good: true, what: "TensorFlow", is: line }
    : { good: false, what: "TensorFlow", is: line, advice };
}
