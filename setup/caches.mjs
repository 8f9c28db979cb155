// @ts-check
/** Where npm and Zig keep what they fetched or made: in the user's home, and where nothing can be written there, elsewhere. */
import fs from "node:fs";
import os from "node:os";
import path from "node:path";

/**
 * Whether a folder can be written to, or made.
 * @param {string} folder
 * @returns {boolean}
 */
export function canWrite(folder) {
  for (let place = path.resolve(folder); ; place = path.dirname(place)) {
    try {
      fs.accessSync(place, fs.constants.W_OK | fs.constants.X_OK);
      return fs.statSync(place).isDirectory();
    } catch (error) {
      const missing = /** @type {NodeJS.ErrnoException} */ (error).code === "ENOENT";
      if (!missing || place === path.dirname(place)) return false;
    }
  }
}

/**
 * The environment in which npm and Zig find a cache they can write to: none beside the usual, or one in `folder`.
 * @param {string} folder
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {Record<string, string>}
 */
export function cachesIn(folder, env = process.env) {
  const home = os.homedir();
  const npm = env.npm_config_cache ?? path.join(home, ".npm");
  const zig = env.ZIG_GLOBAL_CACHE_DIR ?? path.join(env.XDG_CACHE_HOME ?? path.join(home, ".cache"), "zig");
  return {
    ...(canWrite(npm) ? {} : { npm_config_cache: path.join(folder, "npm-cache") }),
    ...(canWrite(zig) ? {} : { ZIG_GLOBAL_CACHE_DIR: path.join(folder, "zig-cache") }),
  };
}
