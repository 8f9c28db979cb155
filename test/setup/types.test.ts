import { execFileSync } from "child_process";
import { expect, it } from "vitest";

it("setup/ is sound under TypeScript's strict checks", () => {
  const check = () => execFileSync("node_modules/.bin/tsc", ["-p", "setup"], { encoding: "utf8" });
  expect(check).not.toThrow();
});
