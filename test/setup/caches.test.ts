import * as fs from "fs";
import * as os from "os";
import * as path from "path";
import { expect, it } from "vitest";
import { cachesIn, canWrite } from "../../setup/caches.mjs";

const scratch = fs.mkdtempSync(path.join(os.tmpdir(), "caches-"));
fs.writeFileSync(path.join(scratch, "file"), "");
/** Nobody, root included, makes a folder there. */
const closed = path.join(scratch, "file", "home");

it("a folder can be written to when it, or the nearest one above it, lets us", () => {
  expect(canWrite(scratch)).toBe(true);
  expect(canWrite(path.join(scratch, "not", "yet", "there"))).toBe(true);
  expect(canWrite(path.join(scratch, "file"))).toBe(false);
  expect(canWrite(path.join(scratch, "file", "below"))).toBe(false);
});

it("caches go elsewhere only where the usual place cannot be written to", () => {
  expect(cachesIn("/t", { npm_config_cache: scratch, XDG_CACHE_HOME: scratch })).toEqual({});
  expect(cachesIn("/t", { npm_config_cache: path.join(closed, ".npm"), ZIG_GLOBAL_CACHE_DIR: scratch })).toEqual({
    npm_config_cache: "/t/npm-cache",
  });
  expect(cachesIn("/t", { npm_config_cache: scratch, XDG_CACHE_HOME: closed })).toEqual({
    ZIG_GLOBAL_CACHE_DIR: "/t/zig-cache",
  });
});
