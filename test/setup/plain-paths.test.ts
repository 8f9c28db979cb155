import * as fs from "fs";
import * as os from "os";
import * as path from "path";
import { expect, it } from "vitest";
import { plainly } from "../../setup/plain-paths.mjs";

it.each(["plain-1.0_x@y", "with space", `Zoë's "музыка"`, "a,b;c$d"])("a folder %s has a plain name", (name) => {
  const work = fs.mkdtempSync(path.join(os.tmpdir(), "plain-"));
  const folder = path.join(work, name);
  fs.mkdirSync(folder);
  fs.writeFileSync(path.join(folder, "a.h"), "here");
  const plain = plainly(folder, work, "link");
  expect(plain).toMatch(/^[\w/.+@-]+$/);
  expect(fs.readFileSync(path.join(plain, "a.h"), "utf8")).toBe("here");
  expect(plain === folder).toBe(name === "plain-1.0_x@y");
  fs.rmSync(work, { recursive: true });
  expect(fs.existsSync(work)).toBe(false);
});
