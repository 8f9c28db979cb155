// @ts-check
/** What the addon is made of, and a fingerprint of it. */
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { cpuFlags } from "./instruction-sets.mjs";
import { tensorflowFolder } from "./paths.mjs";
import { fingerprint } from "./stamp.mjs";

/** @param {string} root */
export function placesOf(root) {
  const tfjs = path.join(root, "node_modules", "@tensorflow", "tfjs-node");
  return {
    tfjs,
    binding: path.join(tfjs, "binding"),
    native: path.join(root, "native"),
    front: path.join(root, "setup", "quiet-front.c"),
    headers: path.join(root, "node_modules", "node-api-headers", "include"),
    lib: path.join(tfjs, "lib", "napi-v8"),
  };
}

/**
 * @param {string} folder
 * @param {RegExp} names
 * @returns {string[]}
 */
export function filesIn(folder, names) {
  if (!fs.existsSync(folder)) return [];
  const found = fs.readdirSync(folder).filter((name) => names.test(name));
  return found.sort().map((name) => path.join(folder, name));
}

/**
 * What the addon depends on; our own part is compiled for this very processor, or for the instruction set that `flags`
 * tell the compiler.
 * @param {string} root
 * @param {string[]} flags
 */
export function sourcesStamp(root, flags) {
  const { binding, native, front, headers } = placesOf(root);
  const sources = [...filesIn(binding, /\.(cc|h)$/), ...filesIn(native, /\.(cc|h)$/)];
  const tensorflow = tensorflowFolder(root) ?? "none";
  const version = fs.existsSync(path.dirname(tensorflow))
    ? fs.readdirSync(path.dirname(tensorflow)).filter((name) => /^tensorflow.*\.dist-info$/.test(name))
    : [];
  const cpu = [process.arch, os.cpus()[0]?.model ?? "", cpuFlags().join(" ")];
  return fingerprint({
    texts: [tensorflow, ...version, ...cpu, ...flags, ...sources],
    files: [...sources, front, path.join(headers, "node_api.h"), path.join(root, "setup", "addon-build.mjs")],
  });
}
