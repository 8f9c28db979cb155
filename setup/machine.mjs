// @ts-check
// Which machines there is a TensorFlow for. This file keeps to the syntax of old Node versions, as main.mjs does.

/** @typedef {{ platform: string, arch: string, musl: boolean, node: string }} Machine node: its version, "22.12.0" */

/** @returns {Machine} */
export function thisMachine() {
  return { platform: process.platform, arch: process.arch, musl: usesMusl(), node: process.versions.node };
}

/** Whether this is a Linux without glibc, as Alpine: none of the libraries in Python's wheels loads there. */
function usesMusl() {
  if (process.platform !== "linux" || !process.report) return false;
  /** @type {any} */
  const report = process.report.getReport();
  return !report.header.glibcVersionRuntime;
}

/**
 * Why the project does not run there, in one line that says what to do; null: it does.
 * @param {Machine} machine
 * @returns {string | null}
 */
export function whyNotHere(machine) {
  const { platform, arch, musl, node } = machine;
  if (platform === "win32") {
    return "Windows itself is not supported: open a WSL2 terminal (https://aka.ms/wsl2) and run it there.";
  }
  if (platform === "darwin" && arch === "x64") {
    return (
      "There is no TensorFlow for Intel Macs, so this does not run on one; use another machine, or a container on it. " +
      "(On Apple silicon: this Node is one for Intel; install that for ARM from https://nodejs.org.)"
    );
  }
  if (wheelPackage(machine) === null) {
    return `There is no TensorFlow for ${platform} on ${arch}: use Linux (x64, arm64), macOS on Apple silicon, or WSL2.`;
  }
  if (musl) {
    return "There is no TensorFlow for a Linux with musl, as Alpine: use one with glibc (Debian, Ubuntu, Fedora …).";
  }
  const [major, minor] = node.split(".").map(Number);
  // Only these can require an ES module, as the notebooks do with the synthesizer.
  if (major > 22 || (major === 22 && minor >= 12) || (major === 20 && minor >= 19)) return null;
  return `Node ${node} is too old: install Node 20.19, 22.12 or newer (https://nodejs.org) and run it again.`;
}

/**
 * The Python package whose wheel holds TensorFlow's library, as requirements.in has it; null: there is none.
 * @param {Pick<Machine, "platform" | "arch">} machine
 * @returns {string | null}
 */
export function wheelPackage({ platform, arch }) {
  if (platform === "linux" && arch === "x64") return "tensorflow-cpu";
  const others = ["linux arm64", "darwin arm64"];
  return others.includes(`${platform} ${arch}`) ? "tensorflow" : null;
}
