// @ts-check
/** The npm packages of package-lock.json, their install scripts off. */
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { cachesIn } from "./caches.mjs";
import { explainFailure } from "./errors.mjs";
import { run } from "./run.mjs";

const title = "npm packages";
/** Milliseconds from one try to the next. npm's own let somebody without a network wait for many minutes. */
const retries = { npm_config_fetch_retry_mintimeout: "1000", npm_config_fetch_retry_maxtimeout: "8000" };

/** @typedef {{ version?: string, integrity?: string, optional?: boolean, devOptional?: boolean, link?: boolean }} LockedPackage */

/**
 * Whether `node_modules` holds what the lock file names. npm itself leaves a list of what it installed, as the last
 * thing it does, so an interrupted installation has none.
 * @param {string} root
 * @returns {boolean}
 */
export function packagesAreReady(root) {
  const wanted = readPackages(path.join(root, "package-lock.json"));
  const installed = readPackages(path.join(root, "node_modules", ".package-lock.json"));
  if (wanted === null || installed === null) return false;
  delete wanted[""];
  const surplus = Object.keys(installed).some((name) => !(name in wanted));
  return (
    !surplus &&
    Object.entries(wanted).every(([name, { version, integrity, optional }]) => {
      const there = installed[name];
      // Optional packages are those of other operating systems.
      if (there === undefined) return optional === true;
      const manifest = path.join(root, name, "package.json");
      return there.version === version && there.integrity === integrity && fs.existsSync(manifest);
    })
  );
}

/**
 * @param {string} root
 * @throws {SetupError} no network, no space
 */
export async function installPackages(root) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "npm-"));
  try {
    const env = { ...retries, ...process.env, ...cachesIn(folder) };
    const result = await run("npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund"], { cwd: root, env });
    if (result.code !== 0) throw explainFailure(title, result);
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * @param {string} file
 * @returns {Record<string, LockedPackage> | null}
 */
function readPackages(file) {
  try {
    return JSON.parse(fs.readFileSync(file, "utf8")).packages ?? null;
  } catch {
    return null;
  }
}
